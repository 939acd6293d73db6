using AwsHardening.Seam;

namespace AwsHardening.Core.Changes;

/// <summary>What can keep a change from being listed or taken back.</summary>
internal static class ChangeErrors
{
    public static OperationError NotFound(string id) => new(
        "ChangeNotFound", OperationErrorCategory.ObjectNotFound, $"The journal has no change '{id}'.",
        "List the changes with Get-HardeningChange.", id);

    public static OperationError Damaged(string path, IReadOnlyList<int> lines) => new(
        "JournalDamaged", OperationErrorCategory.InvalidData,
        $"The journal {path} has lines that cannot be read: {string.Join(", ", lines)}. A change they belong to may show a wrong state.",
        "Look at those lines; the last one may be half a line left by a crash, which is harmless.", path);

    public static OperationError Elsewhere(ResourceChange change, string accountId, string region) => new(
        "ChangeOfAnotherAccount", OperationErrorCategory.InvalidOperation,
        $"Change {change.Id} was made in account {change.AccountId} in {change.Region}; this session is in {accountId} in {region}.",
        $"Connect to account {change.AccountId} in {change.Region} and try again.", change.Id);

    public static OperationError NothingToUndo(JournaledChange change) => new(
        "ChangeNotUndoable", OperationErrorCategory.InvalidOperation,
        change.Status == HardeningChangeStatus.Undone
            ? $"Change {change.Change.Id} is taken back already, by {change.UndoneBy!.Change.Id}."
            : $"Change {change.Change.Id} had no effect: it was taken back when it failed.",
        change.Status == HardeningChangeStatus.Undone
            ? $"To make it again, run: Undo-HardeningChange -Id {change.UndoneBy!.Change.Id}"
            : "Nothing needs to be done.",
        change.Change.Id);

    public static OperationError StillNeeded(ResourceChange change, ResourceChange later) => new(
        "ChangeStillNeeded", OperationErrorCategory.InvalidOperation,
        $"Change {later.Id} of {later.ResourceId} ({later.ResourceName}) relies on what change {change.Id} made: without it, what "
            + $"{later.Id} replaced would be cut off. Nothing was changed.",
        $"Take both back, in one command: Undo-HardeningChange -Id {change.Id}, {later.Id}", change.Id);

    public static OperationError Drifted(ResourceChange change, IReadOnlyList<string> differences) => new(
        "ChangeDrifted", OperationErrorCategory.InvalidResult,
        $"{change.ResourceId} ({change.ResourceName}) is not as change {change.Id} left it: {string.Join("; ", differences)}. "
            + "Nothing was changed.",
        "Bring the rule back to that state, or make the wanted change directly.", change.Id);
}
