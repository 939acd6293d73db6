using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes.Journals;

/// <summary>What can be wrong with a shared journal.</summary>
internal static class SharedJournalErrors
{
    public static OperationError SettingUnreadable(string accountId, string file, Exception cause) => new(
        "JournalSettingUnreadable", OperationErrorCategory.InvalidData,
        $"Where account {accountId} keeps its journal cannot be read from {file}: {cause.Message} Nothing was changed.",
        "Say it again with Set-HardeningJournal -Bucket, or -Local.", accountId, cause);

    public static OperationError SettingNotWritten(string file, Exception cause) => new(
        "JournalSettingNotWritten", OperationErrorCategory.WriteError, $"The setting {file} cannot be written: {cause.Message}",
        "Make the folder writable, or set AWS_HARDENING_HOME to another folder.", file, cause);

    public static OperationError NotRead(string what, string iamAction, Exception cause) =>
        Named("JournalUnreadable", AwsErrors.Describe(cause, $"reading {what}", iamAction, what));

    /// <summary>An object that was not written: for certain, or as far as anybody can tell.</summary>
    public static OperationError NotWritten(string what, Exception cause) =>
        Named("JournalNotWritten", AwsErrors.Describe(cause, $"writing {what}", "s3:PutObject", what));

    public static OperationError HeldByProcess(string place, Exception cause) => new(
        "JournalBusy", OperationErrorCategory.ResourceBusy,
        $"Another command on this machine writes the journal {place}. Nothing was changed.",
        "Wait until it has ended.", place, cause);

    public static OperationError Held(string place, JournalEntry hold) => new(
        "JournalBusy", OperationErrorCategory.ResourceBusy,
        $"The journal {place} is being written by {hold.CallerArn} ({hold.Writer}) since {hold.Time:u}. Nothing was changed.",
        "Wait until it has ended. If that process is dead for certain, run Unlock-HardeningJournal.", place);

    public static OperationError Contended(string place) => new(
        "JournalBusy", OperationErrorCategory.ResourceBusy,
        $"Others write the journal {place} one after another; this command did not get its turn. Nothing was changed.",
        "Try again.", place);

    public static OperationError TakenOver(string place, long sequence) => new(
        "JournalTakenOver", OperationErrorCategory.InvalidOperation,
        $"Entry {sequence} of the journal {place} was written by somebody else: the hold of this command was ended, or somebody writes past the module.",
        "See with Get-HardeningJournal who writes, and wait until it has ended.", place);

    public static OperationError AtWork(string place, JournalEntry hold) => new(
        "JournalBusy", OperationErrorCategory.ResourceBusy,
        $"The writer of the journal {place} ({hold.Writer}) has just written to it: it is at work. Its hold was not ended.",
        "Wait until it has ended.", place);

    public static OperationError NotHeld(string place) => new(
        "JournalNotHeld", OperationErrorCategory.InvalidOperation, $"Nobody holds the journal {place}.", "Nothing needs to be done.", place);

    public static OperationError NoHoldOfLocal(string place) => new(
        "JournalIsLocal", OperationErrorCategory.InvalidOperation,
        $"The journal {place} is on this machine, and its lock ends with the process that has it.",
        "Nothing needs to be done; end the process if it hangs.", place);

    public static OperationError BucketMissing(string bucket) => new(
        "JournalBucketNotFound", OperationErrorCategory.ObjectNotFound, $"There is no bucket {bucket}. The journal stays where it is.",
        $"Make it with New-StateBucket -Name {bucket}.", bucket);

    public static OperationError BucketElsewhere(string bucket, string region) => new(
        "BucketInAnotherRegion", OperationErrorCategory.InvalidOperation, $"Bucket {bucket} is not in {region}. The journal stays where it is.",
        "Say the bucket's Region with -BucketRegion.", bucket);

    public static OperationError BucketNotFit(string bucket, IReadOnlyList<string> lacks) => new(
        "JournalBucketNotFit", OperationErrorCategory.InvalidResult,
        $"Bucket {bucket} is not fit to hold a journal: {string.Join("; ", lacks)}. The journal stays where it is.",
        $"New-StateBucket -Name {bucket} raises what falls short. Then try again.", bucket);

    public static OperationError NoConditions(string bucket) => new(
        "ConditionalWritesNotSupported", OperationErrorCategory.InvalidOperation,
        $"The service that holds bucket {bucket} takes a write whose condition does not hold: two machines could overwrite one another. The journal stays where it is.",
        "Use Amazon S3, or a service that honours If-None-Match and If-Match.", bucket);

    public static OperationError BadPrefix(string prefix) => new(
        "KeyPrefixInvalid", OperationErrorCategory.InvalidArgument, $"'{prefix}' cannot begin the keys of a journal.",
        "Use at most 512 letters, digits and ! - _ . ' ( ) /, with no part that is empty or only dots.", prefix);

    public static OperationError BadBucket(string bucket) => new(
        "BucketNameInvalid", OperationErrorCategory.InvalidArgument, $"'{bucket}' cannot be the name of a bucket.",
        "Use 3 to 63 lower-case letters, digits, dots and hyphens, beginning and ending with a letter or digit.", bucket);

    public static OperationError StillOpen(string place, IReadOnlyList<string> changeIds) => new(
        "JournalHasInterruptedChanges", OperationErrorCategory.InvalidOperation,
        $"The journal {place} has interrupted changes of this account: {string.Join(", ", changeIds)}. From another journal nobody would see them.",
        $"Complete them with Resume-HardeningChange -Id {string.Join(", ", changeIds)}, or take them back with Undo-HardeningChange. Then try again.", place);

    public static OperationError RevertsPending(string place, IReadOnlyList<string> ids) => new(
        "JournalHasPendingReverts", OperationErrorCategory.InvalidOperation,
        $"Changes of this account in the journal {place} are still to be taken back by themselves: {string.Join(", ", ids)}. From another journal they could not be.",
        $"Keep them with Confirm-HardeningChange -Id {string.Join(", ", ids)}, or take them back with Invoke-PendingRevert when they are due. Then try again.", place);

    private static OperationError Named(string id, OperationError error) => error with { Id = id };
}
