using AwsHardening.Core.Audit.Alarms;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes;

/// <summary>What can keep a change from being listed or taken back.</summary>
internal static class ChangeErrors
{
    public static OperationError NotFound(string id) => new(
        "ChangeNotFound", OperationErrorCategory.ObjectNotFound, $"The journal has no change '{id}'.",
        "List the changes with Get-HardeningChange.", id);

    public static OperationError Elsewhere(ResourceChange change, string accountId, string region) => new(
        "ChangeOfAnotherAccount", OperationErrorCategory.InvalidOperation,
        $"Change {change.Id} was made in account {change.AccountId} in {change.Region}; this session is in {accountId} in {region}.",
        $"Connect to account {change.AccountId} in {change.Region} and try again.", change.Id);

    public static OperationError NotForeseeable(ResourceChange change) => new(
        "ChangeNotForeseeable", OperationErrorCategory.InvalidOperation,
        $"What {change.ResourceId} will be like once the newer changes of the plan are taken back cannot be told for {change.ResourceType}.",
        $"Take the newer ones back first, or take all of them back without -PlanOnly.", change.Id);

    public static OperationError LosesFlows(ResourceChange inverse) => new(
        "FlowWouldBeLost", OperationErrorCategory.InvalidOperation,
        $"Change {inverse.Undoes} of {inverse.ResourceId} ({inverse.ResourceName}) was not taken back: {string.Join("; ", inverse.Risks)}, "
        + "which the change did not open.",
        "Open another way for these flows first, or use -Force to cut them all the same.", inverse.Undoes!);

    public static OperationError FlowsUnknown(ResourceChange inverse, OperationError why) => why with
    {
        Message = $"{why.Message} Which flows the taking back of {inverse.Undoes} would cut is not known; it was not taken back.",
        Action = $"{why.Action} Or use -Force to take it back all the same.",
        Target = inverse.Undoes!,
    };

    public static OperationError NothingToUndo(JournaledChange change) => new(
        "ChangeNotUndoable", OperationErrorCategory.InvalidOperation,
        change.Status == HardeningChangeStatus.Undone
            ? $"Change {change.Change.Id} is taken back already, by {change.UndoneBy!.Change.Id}."
            : $"Change {change.Change.Id} had no effect: it was taken back when it failed.",
        change.Status == HardeningChangeStatus.Undone
            ? $"To make it again, run: Undo-HardeningChange -Id {change.UndoneBy!.Change.Id}"
            : "Nothing needs to be done.",
        change.Change.Id);

    public static OperationError Irreversible(ResourceChange change) => new(
        "ChangeIrreversible", OperationErrorCategory.InvalidOperation,
        $"Change {change.Id} of {change.ResourceId} ({change.ResourceName}) cannot be taken back: {change.Why}",
        "It was not undone; see what it did with Get-HardeningChange.", change.Id);

    public static OperationError NeedsKeeper(ResourceChange change) => new(
        "ChangeNeedsVault", OperationErrorCategory.InvalidOperation,
        $"Change {change.Id} of {change.ResourceId} makes something whose secret AWS gives out once, and here is no vault to keep it.",
        "Run New-AccessKey or Update-AccessKey: they find out what became of an interrupted change. To take it back, use Undo-HardeningChange.", change.Id);

    public static OperationError NotInterrupted(JournaledChange change) => new(
        "ChangeNotInterrupted", OperationErrorCategory.InvalidOperation,
        $"Change {change.Change.Id} was not interrupted: it is {change.Status}.",
        "Nothing needs to be resumed. To take it back, use Undo-HardeningChange.", change.Change.Id);

    public static OperationError MadeMeanwhile(JournaledChange change) => new(
        "ChangeAlreadyMade", OperationErrorCategory.ResourceExists,
        $"Another command has made change {change.Change.Id} of {change.Change.ResourceId} meanwhile: it is {change.Status}. It was not made twice.",
        "Look at it with Get-HardeningChange.", change.Change.Id);

    public static OperationError StillNeeded(ResourceChange change, ResourceChange later) => new(
        "ChangeStillNeeded", OperationErrorCategory.InvalidOperation,
        $"Change {later.Id} of {later.ResourceId} ({later.ResourceName}) relies on what change {change.Id} made, and would be left without it. Nothing was changed.",
        later.PartOf == AlarmScene.PartOf && change.PartOf != later.PartOf
            ? "Take down the security alarms and the log delivery that they read first: Disable-SecurityAlarm -All -IncludeLogDelivery"
            : $"Take both back, in one command: Undo-HardeningChange -Id {change.Id}, {later.Id}", change.Id);

    public static OperationError Drifted(ResourceChange change, IReadOnlyList<string> differences, bool forced) => new(
        "ChangeDrifted", OperationErrorCategory.InvalidResult,
        $"{change.ResourceId} ({change.ResourceName}) is not as change {change.Id} left it: {string.Join("; ", differences)}. "
            + "Nothing was changed.",
        forced
            ? "Nothing of the change still stands; make the wanted change directly."
            : "Bring it back to that state, use -Force to take back what still stands, or make the wanted change directly.", change.Id);

    public static OperationError ConfirmationNeeded(ResourceChange change) => new(
        "ConfirmationNeeded", OperationErrorCategory.InvalidOperation,
        $"{change.Why} No call takes this back, and nobody could be asked. It was not done.",
        "Say -Force to go on without being asked.", change.ResourceId);
}
