using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes;

/// <summary>Lists and takes back journaled changes.</summary>
public static class ChangeOperation
{
    /// <summary>Reads the journal, oldest change first. Calls nothing.</summary>
    /// <param name="session">The session whose journal is meant; null for the user's own.</param>
    /// <param name="query">Which changes.</param>
    /// <param name="host">Takes errors: a damaged line, an id that is not there.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async IAsyncEnumerable<HardeningChange> FindAsync(
        HardeningSession? session, ChangeQuery query, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = JournalFile.PathFor(session);
        var view = JournalView.Read(path);
        await ReportDamageAsync(view, path, host, cancellationToken);
        foreach (var id in query.Id.Where(id => !HasWildcard(id) && !view.Changes.Any(c => Named(c, id))))
        {
            await host.WriteErrorAsync(ChangeErrors.NotFound(id), cancellationToken);
        }

        foreach (var change in view.Changes.Where(change => Matches(change, query)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return ChangeRecord.From(change);
        }
    }

    /// <summary>Takes changes back, newest first whatever order they come in; refuses one whose resource has drifted.</summary>
    /// <param name="session">The session; changes of another account or Region are refused.</param>
    /// <param name="changeIds">Change ids or set ids.</param>
    /// <param name="host">Asked before every change; takes one error a change at most.</param>
    /// <param name="cancellationToken">Stops before the next change.</param>
    /// <returns>The changes that took others back, each a journaled change itself.</returns>
    public static async IAsyncEnumerable<HardeningChange> UndoAsync(
        HardeningSession session, IReadOnlyList<string> changeIds, IOperationHost host,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CallerIdentity caller;
        try
        {
            caller = await CallerIdentityOperation.OnceAsync(session, cancellationToken);
        }
        catch (OperationException e)
        {
            await host.WriteErrorAsync(e.Error, cancellationToken);
            yield break;
        }

        var aws = AwsSession.Of(session);
        var path = JournalFile.PathFor(aws);
        using var runner = new ChangeRunner(aws, caller.Arn, host);
        await ReportDamageAsync(runner.View, path, host, cancellationToken);
        foreach (var id in changeIds.Where(id => !runner.View.Changes.Any(c => Named(c, id))).Distinct())
        {
            await host.WriteErrorAsync(ChangeErrors.NotFound(id), cancellationToken);
        }

        var chosen = runner.View.Changes.Where(change => changeIds.Any(id => Named(change, id))).Reverse().ToArray();
        var undo = new UndoStep(aws, caller.AccountId, runner, host);
        foreach (var change in chosen)
        {
            if (await undo.RunAsync(change, cancellationToken) is { } undoneBy)
            {
                yield return ChangeRecord.From(JournalView.Read(path).Changes.Last(c => c.Change.Id == undoneBy));
            }
        }
    }

    private static async Task ReportDamageAsync(JournalView view, string path, IOperationHost host, CancellationToken cancellationToken)
    {
        if (view.DamagedLines.Count > 0)
        {
            await host.WriteErrorAsync(ChangeErrors.Damaged(path, view.DamagedLines), cancellationToken);
        }

        if (view.ChainProblems.Count > 0)
        {
            await host.WriteErrorAsync(ChangeErrors.BrokenChain(path, view.ChainProblems), cancellationToken);
        }
    }

    private static bool Matches(JournaledChange change, ChangeQuery query) =>
        (query.Id.Count == 0 || query.Id.Any(id => Like(id, change.Change.Id) || Like(id, change.Change.SetId)))
        && (query.Resource.Count == 0 || query.Resource.Any(r => Like(r, change.Change.ResourceId) || Like(r, change.Change.ResourceName)))
        && (query.AccountId is null || query.AccountId == change.Change.AccountId)
        && (query.Region is null || query.Region == change.Change.Region)
        && (query.Since is not { } since || change.Time >= since)
        && (query.Status.Count == 0 || query.Status.Contains(change.Status));

    private static bool Named(JournaledChange change, string id) => change.Change.Id == id || change.Change.SetId == id;

    private static bool Like(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text);

    private static bool HasWildcard(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0;
}
