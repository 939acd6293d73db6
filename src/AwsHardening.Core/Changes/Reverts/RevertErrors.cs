using AwsHardening.Seam;

namespace AwsHardening.Core.Changes.Reverts;

/// <summary>What can keep a change from being reverted by time, or from being kept.</summary>
internal static class RevertErrors
{
    public static OperationError NotPossible(string why, string action) => new(
        "RevertNotPossible", OperationErrorCategory.InvalidOperation,
        $"The change could not be taken back by itself: {why}. Nothing was changed.", action, null);

    public static OperationError NoInverse(ResourceChange change) => NotPossible(
        $"no call takes back what it does to {change.ResourceId} ({change.ResourceName})", "Leave -RevertAfter out for this resource.")
        with { Target = change.ResourceId };

    public static OperationError NotWritable(string path, Exception cause) => new(
        "RevertNotWritable", OperationErrorCategory.WriteError,
        $"The pending revert cannot be written to {path}: {cause.Message} Nothing was changed.",
        "Make the folder writable, or set AWS_HARDENING_HOME to another folder.", path, cause);

    public static OperationError NotPending(string id, JournaledChange? undone) => undone?.UndoneBy is { } by
        ? new("RevertNotPending", OperationErrorCategory.InvalidOperation,
            $"Change {id} was taken back already, by {by.Change.Id}.", $"To make it again, run: Undo-HardeningChange -Id {by.Change.Id}", id)
        : new("RevertNotPending", OperationErrorCategory.ObjectNotFound,
            $"No revert of '{id}' is pending.", "List those that are with Get-PendingRevert; changes are kept unless they stand there.", id);

    public static OperationError NotDue(RevertEntry entry) => new(
        "RevertNotDue", OperationErrorCategory.InvalidOperation,
        $"The revert of {entry.Id} is due at {Time(entry.DueAt)}.",
        $"To take the changes back now, run: Undo-HardeningChange -Id {entry.Id}", entry.Id);

    public static OperationError UnderWay(string id) => new(
        "RevertUnderWay", OperationErrorCategory.ResourceBusy,
        $"Another process is acting on the revert of {id} at this moment.", "Look again with Get-HardeningChange.", id);

    public static OperationError Damaged(string file) => new(
        "RevertDamaged", OperationErrorCategory.InvalidData,
        $"The pending revert {file} cannot be read, so nobody will make it.",
        "Its name is the id of the set of changes: keep or take them back with Undo-HardeningChange, then remove the file.", file);

    public static string Time(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";
}
