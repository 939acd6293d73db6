namespace AwsHardening.Core.Changes.Reverts;

/// <summary>From a revert's file to what users see.</summary>
internal static class RevertRecord
{
    public static PendingRevert From(RevertEntry entry, JournalView view, DateTimeOffset now) => new()
    {
        Id = entry.Id,
        AccountId = entry.AccountId,
        Region = entry.Region,
        RevertAt = entry.DueAt,
        Status = entry.Problem is not null ? PendingRevertStatus.Failed
            : entry.DueAt <= now ? PendingRevertStatus.Due : PendingRevertStatus.Waiting,
        ChangeIds = [.. view.Changes.Where(change => change.Change.SetId == entry.Id).Select(change => change.Change.Id)],
        OutlivesShell = entry.Reach == RevertReach.Detached,
        ProfileName = entry.ProfileName,
        EndpointUrl = entry.EndpointUrl,
        Problem = entry.Problem,
        NextStep = entry.NextStep,
    };

    /// <summary>What to say of a revert that was found overdue; null when another sees to it.</summary>
    public static string? Report(RevertEntry entry, RevertResult result, RevertFolder folder)
    {
        var due = $"The revert of {entry.Id} was due at {RevertErrors.Time(entry.DueAt)} and had not been made";
        return result.Outcome switch
        {
            RevertOutcome.Reverted => $"{due}: the changes are taken back now.",
            RevertOutcome.NothingToRevert => $"{due}: nothing of the changes stands, so it was dropped.",
            RevertOutcome.Declined => $"{due}. It stays pending: Invoke-PendingRevert makes it, Confirm-HardeningChange -Id {entry.Id} keeps the changes.",
            RevertOutcome.Failed when folder.Read(entry.Id) is { } failed => $"{due}; trying now failed. {failed.Problem} {failed.NextStep}",
            _ => null,
        };
    }

    /// <summary>When the changes of a set are taken back; null when they are not to be.</summary>
    public static DateTimeOffset? DueAt(IReadOnlyDictionary<string, RevertEntry> pending, JournaledChange change) =>
        pending.TryGetValue(change.Change.SetId, out var entry) && change.Status is not (HardeningChangeStatus.Undone or HardeningChangeStatus.RolledBack)
            ? entry.DueAt : null;
}
