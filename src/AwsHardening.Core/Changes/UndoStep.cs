using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Network;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes;

/// <summary>Takes one change back: looks how the resource is now, refuses on drift, runs the inverse as a change of its own.</summary>
internal sealed class UndoStep(
    AwsSession session, string accountId, ChangeRunner runner, IOperationHost host, UndoOptions options, UndoFlows flows)
{
    // The journal was read before the first of them.
    private readonly HashSet<string> _takenBack = new(StringComparer.Ordinal);

    /// <summary>Takes a change back.</summary>
    /// <returns>The id of the change that did; null when none was made.</returns>
    public async Task<string?> RunAsync(JournaledChange journaled, CancellationToken cancellationToken)
    {
        var change = journaled.Change;
        if (Refusal(journaled) is { } refusal)
        {
            await host.WriteErrorAsync(refusal, cancellationToken);
            return null;
        }

        var kind = ResourceKinds.Of(change.ResourceType);
        JsonObject present;
        try
        {
            present = await kind.ReadAsync(session.In(change.Region), change, cancellationToken);
        }
        catch (UnreadFactException e)
        {
            await host.WriteErrorAsync(AwsErrors.Describe(e, $"reading {change.ResourceId}", e.IamAction, change.Id), cancellationToken);
            return null;
        }

        // In a plan, the newer ones that are taken back before it are not taken back yet.
        if (runner.Foresee(change, present) is not { } foreseen)
        {
            await host.WriteErrorAsync(ChangeErrors.NotForeseeable(change), cancellationToken);
            return null;
        }

        present = foreseen;
        var whole = journaled.Status == HardeningChangeStatus.Applied;
        if (whole && kind.Drift(change, present) is { Count: > 0 } differences)
        {
            if (!options.Force || kind.Standing(change, present) is not { } standing)
            {
                await host.WriteErrorAsync(ChangeErrors.Drifted(Named(change), differences, options.Force), cancellationToken);
                return null;
            }

            host.WriteWarning($"Of change {change.Id} only what still stands is taken back: {string.Join("; ", differences)}.");
            change = standing;
        }

        var known = kind.PresentIds(change.After, present);
        foreach (var (id, now) in known)
        {
            runner.Ids.Set(id, now);
        }

        // Of an interrupted change, only what did happen is taken back.
        string[] done =
            [.. change.Calls.Where(call => whole || kind.Effect(call, present, runner.Ids).Done).Select(call => call.Id)];
        var inverse = change.Inverted(session.Settings.NewId(), runner.SetId, done);
        if (UndoFlows.Concerns(inverse))
        {
            // What stands half is to get out of that first: it is said what it costs, and not refused.
            if (await WeighAsync(inverse, mayRefuse: whole && !options.Force && !options.IsAgreed, cancellationToken) is not { } weighed)
            {
                return null;
            }

            inverse = weighed;
        }

        var result = await runner.RunAsync(inverse, Action(inverse), settle: null, known, cancellationToken);
        if (result.Error is { } error)
        {
            await host.WriteErrorAsync(error, cancellationToken);
        }

        if (result.IsApplied)
        {
            _takenBack.Add(change.Id);
            if (UndoFlows.Concerns(inverse))
            {
                flows.Note(inverse);
            }
        }

        return result.Status is null ? null : inverse.Id;
    }

    private async Task<ResourceChange?> WeighAsync(ResourceChange inverse, bool mayRefuse, CancellationToken cancellationToken)
    {
        try
        {
            inverse = await flows.WeighAsync(inverse, cancellationToken);
        }
        catch (UnreadFactException e)
        {
            var error = AwsErrors.Describe(e, $"reading {e.What}", e.IamAction, inverse.Undoes!);
            if (mayRefuse)
            {
                await host.WriteErrorAsync(ChangeErrors.FlowsUnknown(inverse, error), cancellationToken);
                return null;
            }

            host.WriteWarning($"Which flows the taking back of {inverse.Undoes} cuts is not known: {error.Message}");
            return inverse;
        }

        if (mayRefuse && FlowGuard.Unasked(inverse.Flows!).Count > 0)
        {
            await host.WriteErrorAsync(ChangeErrors.LosesFlows(Named(inverse)), cancellationToken);
            return null;
        }

        foreach (var risk in inverse.Risks)
        {
            host.WriteWarning($"Taking back {inverse.Undoes}: {risk}, which it did not open.");
        }

        return inverse;
    }

    private static string Action(ResourceChange inverse) =>
        inverse.Risks.Count == 0 ? inverse.Why : $"{inverse.Why} ({string.Join("; ", inverse.Risks)})";

    private OperationError? Refusal(JournaledChange journaled) =>
        journaled.Change.AccountId != accountId || !session.Reaches(journaled.Change.Region)
            ? ChangeErrors.Elsewhere(journaled.Change, accountId, session.Region)
        : journaled.Status is HardeningChangeStatus.Undone or HardeningChangeStatus.RolledBack
            ? ChangeErrors.NothingToUndo(journaled)
        : journaled.Change.IsIrreversible ? ChangeErrors.Irreversible(journaled.Change)
        : runner.View.Changes.SkipWhile(other => !ReferenceEquals(other, journaled)).Skip(1).FirstOrDefault(IsLeaningOn(journaled.Change)) is { } later
            ? ChangeErrors.StillNeeded(journaled.Change, Named(later.Change))
        : null;

    // What had no id when the change was worked out has one now.
    private ResourceChange Named(ResourceChange change) => change with { ResourceId = runner.Ids.Resolve(change.ResourceId) };

    private Func<JournaledChange, bool> IsLeaningOn(ResourceChange change) => later =>
        // One that was made again by undoing its undo stands in the journal twice; the first of the two knows whether it still stands.
        later.Change.Undoes is null
        // What cannot be taken back keeps nothing else from being so.
        && !later.Change.IsIrreversible
        && later.Status is not (HardeningChangeStatus.Undone or HardeningChangeStatus.RolledBack)
        && !_takenBack.Contains(later.Change.Id)
        && later.Change.Region == change.Region && later.Change.ResourceType == change.ResourceType
        && ResourceKinds.Of(change.ResourceType) is var kind
        && (later.Change.ResourceId == change.ResourceId || kind.SpansResources)
        && kind.LeansOn(later.Change, change, runner.Ids);
}
