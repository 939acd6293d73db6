using System.Runtime.CompilerServices;
using System.Text.Json;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes.Plans;

/// <summary>Reads, joins and applies plans.</summary>
public static class PlanOperation
{
    /// <summary>Reads a plan's text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Where it came from, for the error.</param>
    /// <exception cref="OperationException">Not a plan, of another version, or altered.</exception>
    public static HardeningPlan Parse(string text, string source) => Read(text, source).ToRecord();

    /// <summary>Reads a plan's file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OperationException">It cannot be read, is not a plan, of another version, or altered.</exception>
    public static HardeningPlan Import(string path) => Parse(UserFile.Read(path), path);

    /// <summary>Writes a plan to a file, whole or not at all.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="path">The file.</param>
    /// <param name="overwrite">Replace a file that is there.</param>
    /// <exception cref="OperationException">The plan was altered, the file is there already, or it cannot be written.</exception>
    public static void Export(HardeningPlan plan, string path, bool overwrite) =>
        UserFile.Write(path, Read(plan.Document, plan.PlanId).ToText(), overwrite);

    /// <summary>Renders a plan for review, from its verified document.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="markdown">Markdown for a pull request, as one string, instead of lines of text.</param>
    /// <exception cref="OperationException">The plan was altered.</exception>
    public static IReadOnlyList<string> Show(HardeningPlan plan, bool markdown)
    {
        var record = Read(plan.Document, plan.PlanId).ToRecord();
        return markdown ? [PlanMarkdown.Render(record)] : PlanText.Render(record);
    }

    /// <summary>The same, now, under an id of its own.</summary>
    /// <inheritdoc cref="Join(IReadOnlyList{HardeningPlan}, DateTimeOffset, string)"/>
    public static HardeningPlan Join(IReadOnlyList<HardeningPlan> plans)
    {
        var settings = new SessionSettings();
        return Join(plans, settings.Time.GetUtcNow(), settings.NewId());
    }

    /// <summary>Puts the changes of several plans into one, in order.</summary>
    /// <param name="plans">Plans of one account and Region.</param>
    /// <param name="now">The time, for the new plan.</param>
    /// <param name="newId">The new plan's id.</param>
    /// <exception cref="OperationException">The plans are of several accounts or Regions, or change the same thing twice.</exception>
    public static HardeningPlan Join(IReadOnlyList<HardeningPlan> plans, DateTimeOffset now, string newId)
    {
        PlanDocument[] documents = [.. plans.Select(plan => Read(plan.Document, plan.PlanId))];
        var first = documents[0];
        for (var i = 1; i < documents.Length; i++)
        {
            if ((documents[i].AccountId, documents[i].Region) != (first.AccountId, first.Region))
            {
                throw new OperationException(PlanErrors.NotJoinable(plans[i],
                    $"it is for account {documents[i].AccountId} in {documents[i].Region}, and {first.PlanId} for {first.AccountId} in {first.Region}"));
            }

            PlannedChange[] earlier = [.. documents[..i].SelectMany(d => d.Changes)];
            var touched = earlier.SelectMany(Touched).ToHashSet();
            if (documents[i].Changes.SelectMany(Touched).FirstOrDefault(touched.Contains) is { } twice)
            {
                throw new OperationException(PlanErrors.NotJoinable(plans[i], $"{twice} is changed by an earlier plan too"));
            }

            foreach (var change in documents[i].Changes.Select(planned => planned.Change))
            {
                if (earlier.FirstOrDefault(one => ResourceKinds.Of(change.ResourceType).MustBePlannedTogether(change, one.Change)) is { } unproven)
                {
                    throw new OperationException(PlanErrors.MustBePlannedTogether(plans[i], change, unproven.Change));
                }
            }
        }

        return (first with
        {
            PlanId = newId,
            CreatedAt = now,
            ExpiresAt = documents.Min(d => d.ExpiresAt),
            Reads = [.. documents.SelectMany(d => d.Reads).Distinct()],
            Changes = [.. documents.SelectMany(d => d.Changes)],
        }).Sealed().ToRecord();
    }

    /// <summary>Applies a plan exactly as it stands, or refuses it whole before the first call.</summary>
    /// <param name="session">The session.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="options">Limits.</param>
    /// <param name="host">Asked before every change; takes the refusal.</param>
    /// <param name="cancellationToken">Stops before the next change.</param>
    /// <returns>The journaled changes.</returns>
    public static async IAsyncEnumerable<HardeningChange> InvokeAsync(
        HardeningSession session, HardeningPlan plan, PlanApplyOptions options, IOperationHost host,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var document = Read(plan.Document, plan.PlanId);
        var aws = AwsSession.Of(session);
        var run = new ChangeRunOptions { RevertAfter = options.RevertAfter, Force = options.Force };
        await using var runner = await ChangeRunner.BeginAsync(session, run, host, cancellationToken);
        if (runner is null)
        {
            yield break;
        }

        await runner.ReadAsync(cancellationToken);
        var view = new AccountView(aws, cancellationToken);
        var check = new PlanCheck(aws, runner.Caller.AccountId, runner.View, view, options);
        if ((await check.RefusalAsync(document, cancellationToken) ?? await PlanAccess.RefusalAsync(session, document, cancellationToken)) is { } refusal)
        {
            await host.WriteErrorAsync(refusal, cancellationToken);
            yield break;
        }

        await check.WarnOfChangedReadsAsync(document, host);
        foreach (var planned in document.Changes)
        {
            var change = planned.Change with { PlanId = document.PlanId, SetId = runner.SetId };
            // Under -WhatIf the changes before it are not made, and were foreseen.
            if (!host.IsWhatIf && await check.RefusalNowAsync(document, change, cancellationToken) is { } changed)
            {
                await host.WriteErrorAsync(changed, cancellationToken);
                yield break;
            }

            var result = await runner.RunAsync(
                change, planned.Action,
                token => runner.AskAboutRisksAsync(
                    change, ($"{change.ResourceId} ({change.ResourceName})", "Make the change all the same?"), "Apply a change that was not proven",
                    couldAsk => PlanErrors.Declined(document, planned, change.Risks, couldAsk), token),
                check.PresentIds(change), cancellationToken);
            if (result.Error is { } error)
            {
                await host.WriteErrorAsync(error, cancellationToken);
                // What follows was worked out on the assumption that this change is made.
                yield break;
            }

            if (result.Status is null && !host.IsWhatIf)
            {
                host.WriteWarning($"The change of {change.ResourceId} was not made. The changes after it in plan {document.PlanId} "
                    + "were worked out with it: make a new plan to have them proven without it.");
            }

            if (result.Status is not null)
            {
                yield return runner.RecordOf(change.Id);
            }
        }
    }

    internal static PlanDocument Read(string text, string source)
    {
        PlanDocument document;
        IReadOnlyList<string> altered;
        try
        {
            document = PlanDocument.Parse(text);
            altered = document.Format == PlanDocument.CurrentFormat ? document.Alterations(text) : [];
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            // A member that stands twice is an ArgumentException, and shows only when the object is looked into.
            throw new OperationException(PlanErrors.NotAPlan(source, e.Message));
        }

        return document.Format != PlanDocument.CurrentFormat
            ? throw new OperationException(
                PlanErrors.NotAPlan(source, $"its format is {document.Format}, and this version reads {PlanDocument.CurrentFormat}"))
            : altered.Count > 0 ? throw new OperationException(PlanErrors.Altered(document, altered)) : document;
    }

    private static IEnumerable<string> Touched(PlannedChange planned) =>
        ResourceKinds.Of(planned.Change.ResourceType).Touched(planned.Change).Select(part => $"{planned.Change.ResourceId} {part}");
}
