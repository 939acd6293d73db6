using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes;

/// <summary>What can be wrong with a journal.</summary>
internal static class JournalErrors
{
    public static OperationError Busy(string path, Exception cause) => new(
        "JournalBusy", OperationErrorCategory.ResourceBusy,
        $"The journal {path} cannot be opened for writing: {cause.Message} Nothing was changed.",
        "Wait until the other command that writes it has ended, or set AWS_HARDENING_HOME to another folder.", path, cause);

    public static OperationError NotWritable(string path, Exception cause) => new(
        "JournalNotWritable", OperationErrorCategory.WriteError,
        $"The journal {path} cannot be written: {cause.Message} Nothing was changed.",
        "Make the folder writable, or set AWS_HARDENING_HOME to another folder.", path, cause);

    public static OperationError NotWritten(string path, Exception cause) => new(
        "JournalNotWritten", OperationErrorCategory.WriteError,
        $"An entry could not be written to the journal {path}: {cause.Message} No call is made that is not journaled.",
        "Make room on the disk, or make the file writable.", path, cause);

    public static OperationError Damaged(string place, IReadOnlyList<long> lines) => new(
        "JournalDamaged", OperationErrorCategory.InvalidData,
        $"The journal {place} has lines that cannot be read: {string.Join(", ", lines)}. A change they belong to may show a wrong state.",
        "Look at those lines, and compare them with a backup.", place);

    public static OperationError BrokenChain(string place, IReadOnlyList<string> problems) => new(
        "JournalAltered", OperationErrorCategory.InvalidData,
        $"The journal {place} is not as it was written: {string.Join("; ", problems)}. What it says of changes may be wrong.",
        "Compare it with a backup, and look at the resources themselves before taking a change back.", place);

    /// <summary>A change that the journal could not be written to the end of.</summary>
    /// <param name="change">The change.</param>
    /// <param name="reason">Why it could not.</param>
    /// <param name="made">The calls that were made before.</param>
    /// <param name="open">The calls that were not made.</param>
    public static OperationError CutOff(ResourceChange change, OperationError reason, IReadOnlyList<string> made, IReadOnlyList<string> open) =>
        reason with
        {
            Message = $"{reason.Message} Of change {change.Id} of {change.ResourceId} ({change.ResourceName}) "
                + (made.Count == 0 ? "no call was made." : $"these calls had been made: {string.Join(", ", made)}"
                    + (open.Count == 0 ? "." : $"; these not: {string.Join(", ", open)}.")),
            Action = $"{reason.Action} Then run Resume-HardeningChange -Id {change.Id} to complete it, or Undo-HardeningChange -Id {change.Id} to take it back.",
            Target = change.Id,
        };

    /// <summary>A change that the journal could not be written the beginning of.</summary>
    public static OperationError NotBegun(ResourceChange change, OperationError reason) => reason with
    {
        Message = $"{reason.Message} {change.ResourceId} ({change.ResourceName}) was not changed.",
        Action = $"{reason.Action} Then try again.",
        Target = change.ResourceId,
    };
}
