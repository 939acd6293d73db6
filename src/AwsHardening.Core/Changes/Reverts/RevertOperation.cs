using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes.Journals;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes.Reverts;

/// <summary>Lists, keeps and makes the reverts that were asked for with a change.</summary>
public static class RevertOperation
{
    // Until then it is left to whoever waits for it.
    private static readonly TimeSpan s_grace = TimeSpan.FromMinutes(1);

    /// <summary>The reverts that wait, the one due first before the others. Calls nothing.</summary>
    /// <param name="session">The session whose state folder is meant; null for the user's own.</param>
    /// <param name="ids">Ids of sets or changes; empty for all.</param>
    /// <param name="host">Takes errors: an id that is not there, a file that cannot be read.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async IAsyncEnumerable<PendingRevert> FindAsync(
        HardeningSession? session, IReadOnlyList<string> ids, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aws = session is null ? null : AwsSession.Of(session);
        var folder = RevertFolder.Of(aws);
        var view = await ViewAsync(session, host, cancellationToken);
        foreach (var file in folder.Damaged())
        {
            await host.WriteErrorAsync(RevertErrors.Damaged(file), cancellationToken);
        }

        var all = folder.All();
        foreach (var id in ids.Where(id => !all.Any(entry => IsMeant(entry, id, view))).Distinct())
        {
            await host.WriteErrorAsync(RevertErrors.NotPending(id, UndoneOf(view, id)), cancellationToken);
        }

        var now = (aws?.Settings.Time ?? TimeProvider.System).GetUtcNow();
        foreach (var entry in all.Where(entry => ids.Count == 0 || ids.Any(id => IsMeant(entry, id, view))))
        {
            yield return RevertRecord.From(entry, view, now);
        }
    }

    /// <summary>Keeps changes: their revert is called off. Calls nothing.</summary>
    /// <param name="session">The session whose state folder is meant; null for the user's own.</param>
    /// <param name="ids">Ids of changes or sets; a set is kept whole.</param>
    /// <param name="host">Asked for every set; takes one error an id at most.</param>
    /// <param name="cancellationToken">Stops before the next set.</param>
    /// <returns>The changes that are kept.</returns>
    public static async IAsyncEnumerable<HardeningChange> ConfirmAsync(
        HardeningSession? session, IReadOnlyList<string> ids, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aws = session is null ? null : AwsSession.Of(session);
        var folder = RevertFolder.Of(aws);
        var view = await ViewAsync(session, host, cancellationToken);
        HashSet<string> seen = [];
        foreach (var id in ids.Distinct())
        {
            RevertEntry[] entries = [.. folder.All().Where(entry => IsMeant(entry, id, view))];
            if (entries.Length == 0 && !view.Changes.Any(change => Named(change, id) && seen.Contains(change.Change.SetId)))
            {
                await host.WriteErrorAsync(RevertErrors.NotPending(id, UndoneOf(view, id)), cancellationToken);
            }

            foreach (var entry in entries.Where(entry => seen.Add(entry.Id)))
            {
                if (!await host.ShouldProcessAsync(
                    $"{entry.Id} in {entry.AccountId} {entry.Region}", $"Keep the changes, calling off the revert due at {RevertErrors.Time(entry.DueAt)}",
                    cancellationToken))
                {
                    continue;
                }

                if (Keep(folder, entry.Id) is { } refusal)
                {
                    await host.WriteErrorAsync(refusal, cancellationToken);
                    continue;
                }

                foreach (var change in view.Changes.Where(change => change.Change.SetId == entry.Id))
                {
                    yield return ChangeRecord.From(change, view.Ids);
                }
            }
        }
    }

    /// <summary>Makes reverts that are due.</summary>
    /// <param name="session">The session to make them with; null to open one for each as its file says.</param>
    /// <param name="ids">Ids of sets; empty for all that are due.</param>
    /// <param name="wait">Wait until they are due.</param>
    /// <param name="host">Asked before every change; takes errors.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The changes that took others back.</returns>
    public static async IAsyncEnumerable<HardeningChange> InvokeAsync(
        HardeningSession? session, IReadOnlyList<string> ids, bool wait, IOperationHost host,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aws = session is null ? null : AwsSession.Of(session);
        var folder = RevertFolder.Of(aws);
        var now = (aws?.Settings.Time ?? TimeProvider.System).GetUtcNow();
        var all = folder.All();
        foreach (var id in ids.Where(id => !all.Any(entry => entry.Id == id)))
        {
            await host.WriteErrorAsync(RevertErrors.NotPending(id, undone: null), cancellationToken);
        }

        foreach (var entry in all.Where(entry => ids.Count == 0 ? wait || entry.DueAt <= now : ids.Contains(entry.Id)))
        {
            if (!wait && entry.DueAt > now)
            {
                await host.WriteErrorAsync(RevertErrors.NotDue(entry), cancellationToken);
                continue;
            }

            var result = await MakeAsync(session, entry, folder, wait, host, cancellationToken);
            foreach (var change in result.Made)
            {
                yield return change;
            }

            foreach (var error in result.Outcome == RevertOutcome.Busy ? [RevertErrors.UnderWay(entry.Id)] : result.Errors)
            {
                await host.WriteErrorAsync(error, cancellationToken);
            }
        }
    }

    /// <summary>True when a revert in the user's state folder is overdue. Calls nothing.</summary>
    public static bool IsAnyOverdue() =>
        RevertFolder.Of(session: null).All().Any(entry => entry.DueAt + s_grace <= TimeProvider.System.GetUtcNow());

    /// <summary>Makes what should have been made and was not, such as after a reboot, and says so; at most once a session each.</summary>
    /// <param name="session">The session; reverts of its account and Region are meant.</param>
    /// <param name="host">Told, and asked before every change.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public static async Task CatchUpAsync(HardeningSession session, IOperationHost host, CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        var folder = RevertFolder.Of(aws);
        var now = aws.Settings.Time.GetUtcNow();
        RevertEntry[] overdue =
            [.. folder.All().Where(e => e.DueAt + s_grace <= now && e.Region == aws.Region && aws.RevertsTried.TryAdd(e.Id, true))];
        if (overdue.Length == 0)
        {
            return;
        }

        string account;
        try
        {
            account = (await CallerIdentityOperation.OnceAsync(session, cancellationToken)).AccountId;
        }
        catch (OperationException)
        {
            // The command itself will say what is wrong with the connection.
            return;
        }

        foreach (var entry in overdue.Where(entry => entry.AccountId == account))
        {
            var result = await RevertRun.RunAsync(session, entry.Id, folder, host, cancellationToken);
            if (RevertRecord.Report(entry, result, folder) is { } report)
            {
                host.WriteWarning(report);
            }
        }
    }

    private static async Task<RevertResult> MakeAsync(
        HardeningSession? session, RevertEntry entry, RevertFolder folder, bool wait, IOperationHost host, CancellationToken cancellationToken)
    {
        var own = session is null
            ? SessionOperation.Open(new ConnectOptions { ProfileName = entry.ProfileName, Region = entry.Region, EndpointUrl = entry.EndpointUrl })
            : null;
        using (own)
        {
            return wait
                ? await RevertWaiter.WaitAsync(session ?? own!, entry.Id, folder, TimeSpan.Zero, host, cancellationToken)
                : await RevertRun.RunAsync(session ?? own!, entry.Id, folder, host, cancellationToken);
        }
    }

    // What is pending stands on this disk: it can be listed and kept even where a shared journal cannot be read.
    private static async Task<JournalView> ViewAsync(HardeningSession? session, IOperationHost host, CancellationToken cancellationToken)
    {
        try
        {
            return await (await JournalInForce.OfAsync(session, cancellationToken)).ReadAsync(cancellationToken);
        }
        catch (OperationException e)
        {
            host.WriteWarning($"{e.Error.Message} The changes of a revert are therefore not known here, only its own id.");
            return JournalView.Empty;
        }
    }

    private static OperationError? Keep(RevertFolder folder, string id)
    {
        using var claim = folder.Claim(id);
        if (claim is null)
        {
            return RevertErrors.UnderWay(id);
        }

        if (folder.Read(id) is null)
        {
            return RevertErrors.NotPending(id, undone: null);
        }

        folder.Remove(id);
        return null;
    }

    private static JournaledChange? UndoneOf(JournalView view, string id) =>
        view.Changes.FirstOrDefault(change => Named(change, id) && change.Status == HardeningChangeStatus.Undone);

    private static bool IsMeant(RevertEntry entry, string id, JournalView view) =>
        entry.Id == id || view.Changes.Any(change => change.Change.SetId == entry.Id && Named(change, id));

    private static bool Named(JournaledChange change, string id) =>
        change.Change.Id == id || change.Change.SetId == id || change.Change.PlanId == id;
}
