using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes.Journals;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Network;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes;

/// <summary>Lists and takes back journaled changes.</summary>
public static class ChangeOperation
{
    /// <summary>Reads the journal, oldest change first. Changes nothing; where the journal is local, calls nothing.</summary>
    /// <param name="session">The session whose journal is meant; null for the user's own.</param>
    /// <param name="query">Which changes.</param>
    /// <param name="host">Takes errors: a damaged line, an id that is not there.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async IAsyncEnumerable<HardeningChange> FindAsync(
        HardeningSession? session, ChangeQuery query, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (journal, view) = await ReadAsync(session, host, cancellationToken);
        if (view is null)
        {
            yield break;
        }

        await ReportDamageAsync(view, journal!.Place, host, cancellationToken);
        foreach (var id in query.Id.Where(id => !HasWildcard(id) && !view.Changes.Any(c => Named(c, id))))
        {
            await host.WriteErrorAsync(ChangeErrors.NotFound(id), cancellationToken);
        }

        var pending = RevertFolder.Of(session is null ? null : AwsSession.Of(session)).All().ToDictionary(entry => entry.Id);
        foreach (var change in view.Changes.Where(change => Matches(change, view.Ids, query)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return ChangeRecord.From(change, view.Ids) with { RevertAt = RevertRecord.DueAt(pending, change) };
        }
    }

    /// <summary>Takes changes back, newest first whatever order they come in; refuses one whose resource has drifted.</summary>
    /// <param name="session">
    /// The session; changes of another account are refused. A change that is named is taken back in its own Region.
    /// </param>
    /// <param name="options">Which changes, and how.</param>
    /// <param name="host">Asked before every change; takes one error a change at most.</param>
    /// <param name="cancellationToken">Stops before the next change.</param>
    /// <returns>The changes that took others back, each a journaled change itself.</returns>
    public static IAsyncEnumerable<HardeningChange> UndoAsync(
        HardeningSession session, UndoOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        RunAsync(session, options.Id, options.Since, new ChangeRunOptions { RevertAfter = options.RevertAfter, Force = options.Force || options.IsAgreed }, host,
            (runner, chosen) => Undo(session, options, host, runner, chosen), cancellationToken);

    /// <summary>Works out how changes would be taken back, without doing so.</summary>
    /// <inheritdoc cref="UndoAsync"/>
    /// <remarks>A plan is of one Region: changes of another are refused.</remarks>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static Task<HardeningPlan?> PlanUndoAsync(
        HardeningSession session, UndoOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        PlanWriter.TakeDownAsync(session, book => RunAsync(session, options.Id, options.Since, new ChangeRunOptions { RevertAfter = options.RevertAfter, Book = book }, host,
            (runner, chosen) => Undo(session, options, host, runner, chosen), cancellationToken), view: null, cancellationToken);

    /// <summary>Finds out from AWS how far interrupted changes came, and completes them, newest first.</summary>
    /// <param name="session">The session; changes of another account are refused, each is completed in its own Region.</param>
    /// <param name="changeIds">Change ids or set ids; to take them back instead, undo them.</param>
    /// <param name="host">Asked before every change; takes one error a change at most.</param>
    /// <param name="cancellationToken">Stops before the next change.</param>
    /// <returns>The changes, as they are now.</returns>
    public static IAsyncEnumerable<HardeningChange> ResumeAsync(
        HardeningSession session, IReadOnlyList<string> changeIds, IOperationHost host, CancellationToken cancellationToken) =>
        RunAsync(session, changeIds, since: null, new ChangeRunOptions(), host,
            (runner, _) => new ResumeStep(AwsSession.Of(session), session.AccountId!, runner, host).RunAsync, cancellationToken);

    private static Func<JournaledChange, CancellationToken, Task<string?>> Undo(
        HardeningSession session, UndoOptions options, IOperationHost host, ChangeRunner runner, IReadOnlyList<JournaledChange> chosen)
    {
        var aws = AwsSession.Of(session);
        var flows = new UndoFlows(aws, session.AccountId!, runner.Ids);
        flows.Ask(chosen.Select(change => change.Change));
        return new UndoStep(aws, session.AccountId!, runner, host, options, flows).RunAsync;
    }

    private static async IAsyncEnumerable<HardeningChange> RunAsync(
        HardeningSession session, IReadOnlyList<string> ids, DateTimeOffset? since, ChangeRunOptions options, IOperationHost host,
        Func<ChangeRunner, IReadOnlyList<JournaledChange>, Func<JournaledChange, CancellationToken, Task<string?>>> step,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var runner = await ChangeRunner.BeginAsync(session, options, host, cancellationToken);
        if (runner is null)
        {
            yield break;
        }

        if (await UnreadableAsync(runner, cancellationToken) is { } unreadable)
        {
            await host.WriteErrorAsync(unreadable, cancellationToken);
            yield break;
        }

        await ReportDamageAsync(runner.View, runner.Place, host, cancellationToken);
        foreach (var id in ids.Where(id => !runner.View.Changes.Any(c => Named(c, id))).Distinct())
        {
            await host.WriteErrorAsync(ChangeErrors.NotFound(id), cancellationToken);
        }

        JournaledChange[] chosen = [.. runner.View.Changes.Where(change => IsChosen(change, ids, since, runner.Caller, session)).Reverse()];
        var run = step(runner, chosen);
        foreach (var change in chosen)
        {
            if (await run(change, cancellationToken) is { } made && options.Book is null)
            {
                yield return runner.RecordOf(made);
            }
        }
    }

    // By time, only what this account and Region have and what still stands is meant; by id, whatever was named.
    private static bool IsChosen(
        JournaledChange change, IReadOnlyList<string> ids, DateTimeOffset? since, CallerIdentity caller, HardeningSession session) =>
        ids.Any(id => Named(change, id))
        || (since is { } from && change.Time >= from && change.Change.AccountId == caller.AccountId && change.Change.Region == session.Region
            && change.Change.Undoes is null
            && change.Status is HardeningChangeStatus.Applied or HardeningChangeStatus.Interrupted or HardeningChangeStatus.Failed);

    private static async Task<(IJournal? Journal, JournalView? View)> ReadAsync(
        HardeningSession? session, IOperationHost host, CancellationToken cancellationToken)
    {
        try
        {
            var journal = await JournalInForce.OfAsync(session, cancellationToken);
            return (journal, await journal.ReadAsync(cancellationToken));
        }
        catch (OperationException e)
        {
            await host.WriteErrorAsync(e.Error, cancellationToken);
            return (null, null);
        }
    }

    private static async Task<OperationError?> UnreadableAsync(ChangeRunner runner, CancellationToken cancellationToken)
    {
        try
        {
            await runner.ReadAsync(cancellationToken);
            return null;
        }
        catch (OperationException e)
        {
            return e.Error;
        }
    }

    private static async Task ReportDamageAsync(JournalView view, string place, IOperationHost host, CancellationToken cancellationToken)
    {
        if (view.DamagedLines.Count > 0)
        {
            await host.WriteErrorAsync(JournalErrors.Damaged(place, view.DamagedLines), cancellationToken);
        }

        if (view.ChainProblems.Count > 0)
        {
            await host.WriteErrorAsync(JournalErrors.BrokenChain(place, view.ChainProblems), cancellationToken);
        }

        if (view.HalfLine is { } number)
        {
            host.WriteWarning($"The journal {place} ends with half a line ({number}): a crash left it, or it is being written just now. "
                + "It does no harm, and the next change closes it off.");
        }
    }

    private static bool Matches(JournaledChange change, IdMap ids, ChangeQuery query) =>
        (query.Id.Count == 0 || query.Id.Any(id => Like(id, change.Change.Id) || Like(id, change.Change.SetId)
            || Like(id, change.Change.PlanId ?? "")))
        && (query.Resource.Count == 0 || query.Resource.Any(r => Like(r, ids.Resolve(change.Change.ResourceId)) || Like(r, change.Change.ResourceName)))
        && (query.AccountId is null || query.AccountId == change.Change.AccountId)
        && (query.Region is null || query.Region == change.Change.Region)
        && (query.Since is not { } since || change.Time >= since)
        && (query.Status.Count == 0 || query.Status.Contains(change.Status));

    private static bool Named(JournaledChange change, string id) =>
        change.Change.Id == id || change.Change.SetId == id || change.Change.PlanId == id;

    private static bool Like(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text);

    private static bool HasWildcard(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0;
}
