using AwsHardening.Seam;

namespace AwsHardening.Core.Changes.Plans;

/// <summary>Why a plan is refused. Nothing is changed by a refused plan.</summary>
internal static class PlanErrors
{
    public static OperationError NotAPlan(string source, string why) => New(
        "PlanUnreadable", OperationErrorCategory.InvalidData, source, $"is not a plan that this version can read: {why}",
        "Export the plan again with Export-HardeningPlan.");

    public static OperationError Altered(PlanDocument plan, IReadOnlyList<string> where) => New(
        "PlanAltered", OperationErrorCategory.InvalidData, plan.PlanId,
        $"does not match its SHA-256: altered is {string.Join(", ", where)}", "Make a new plan with -PlanOnly.");

    public static OperationError Elsewhere(PlanDocument plan, string accountId, string region) => New(
        "PlanOfAnotherAccount", OperationErrorCategory.InvalidOperation, plan.PlanId,
        $"is for account {plan.AccountId} in {plan.Region}, and this session is in account {accountId} in {region}",
        $"Connect to account {plan.AccountId} in {plan.Region}.");

    public static OperationError Expired(PlanDocument plan, DateTimeOffset now) => New(
        "PlanExpired", OperationErrorCategory.InvalidOperation, plan.PlanId,
        $"expired at {plan.ExpiresAt:u}; it is {now:u}", "Make a new plan with -PlanOnly.");

    public static OperationError Applied(PlanDocument plan, IEnumerable<JournaledChange> changes) => New(
        "PlanAlreadyApplied", OperationErrorCategory.ResourceExists, plan.PlanId,
        $"was applied already: {string.Join(", ", changes.Select(c => $"{c.Change.Id} {c.Status} at {c.Time:u}"))}",
        "Look at those changes with Get-HardeningChange, or make a new plan with -PlanOnly.");

    public static OperationError Drifted(PlanDocument plan, IReadOnlyList<string> differences) => New(
        "PlanDrifted", OperationErrorCategory.InvalidResult, plan.PlanId,
        $"no longer fits the account: {string.Join("; ", differences)}", "Make a new plan with -PlanOnly.");

    public static OperationError TooMany(PlanDocument plan, int limit) => New(
        "PlanOverMaxChange", OperationErrorCategory.LimitsExceeded, plan.PlanId,
        $"has {plan.Changes.Count} changes, and -MaxChange allows {limit}", "Split the plan, or raise -MaxChange.");

    public static OperationError TooLargeAPart(PlanDocument plan, string type, int changed, int all, double limit) => New(
        "PlanOverMaxPercent", OperationErrorCategory.LimitsExceeded, plan.PlanId,
        $"changes {changed} of {all} resources of type {type} ({100.0 * changed / all:0.#} %), and -MaxPercent allows {limit:0.#} %",
        "Split the plan, or raise -MaxPercent.");

    public static OperationError Unread(PlanDocument plan, string resourceId, OperationError cause) => New(
        "PlanNotVerified", cause.Category, plan.PlanId, $"cannot be checked against {resourceId}: {cause.Message}", cause.Action);

    public static OperationError NotForeseeable(PlanDocument plan, ResourceChange change) => New(
        "PlanNotForeseeable", OperationErrorCategory.InvalidOperation, plan.PlanId,
        $"changes {change.ResourceId} more than once, and what comes in between cannot be told for {change.ResourceType}", "Apply the changes one by one.");

    public static OperationError DriftedWithin(PlanDocument plan, ResourceChange change, IReadOnlyList<string> differences) => new(
        "PlanDrifted", OperationErrorCategory.InvalidResult,
        $"Change {change.Id} of plan {plan.PlanId} no longer fits what the changes before it left: {string.Join("; ", differences)}. "
        + "It was not made, nor what follows it.",
        $"Look at what was made with Get-HardeningChange -Id {plan.PlanId}, and make a new plan with -PlanOnly for the rest.", plan.PlanId);

    public static OperationError UnreadWithin(PlanDocument plan, ResourceChange change, OperationError cause) => new(
        "PlanNotVerified", cause.Category,
        $"Change {change.Id} of plan {plan.PlanId} cannot be checked against what the changes before it left: {cause.Message} "
        + "It was not made, nor what follows it.",
        cause.Action, plan.PlanId);

    public static OperationError Declined(PlanDocument plan, PlannedChange planned, IEnumerable<string> risks, bool couldAsk) => new(
        "PlanNotSafe", OperationErrorCategory.InvalidOperation,
        $"The change of {planned.Change.ResourceId} in plan {plan.PlanId} was not agreed to: {string.Join("; ", risks)}. It was not made.",
        couldAsk ? "Leave the change out of the plan." : "Leave the change out of the plan, or use -Force to apply it all the same.", plan.PlanId);

    public static OperationError NoOtherWayIn(PlanDocument plan, IReadOnlyList<string> unproven) => New(
        "PlanWouldLockOut", OperationErrorCategory.InvalidOperation, plan.PlanId,
        $"closes ports of instances for which another way in is no longer proven: {string.Join("; ", unproven)}",
        "Make these reachable by Session Manager again, or make a new plan with -PlanOnly that leaves them out.");

    public static OperationError NotJoinable(HardeningPlan plan, string why) => New(
        "PlanNotJoinable", OperationErrorCategory.InvalidArgument, plan.PlanId, $"cannot be joined: {why}", "Apply the plans one by one.");

    public static OperationError MustBePlannedTogether(HardeningPlan plan, ResourceChange change, ResourceChange earlier) => New(
        "PlanNotJoinable", OperationErrorCategory.InvalidArgument, plan.PlanId,
        $"cannot be joined: its change of {change.ResourceId} ({change.ResourceName}) and that of {earlier.ResourceId} ({earlier.ResourceName}) "
        + "in an earlier plan are of both sides of a flow, and neither was proven with the other made",
        "Plan both with one command, which proves each with the earlier ones made, or apply one plan and then make the other.");

    private static OperationError New(string id, OperationErrorCategory category, string plan, string what, string action) =>
        new(id, category, $"Plan {plan} {what}. Nothing was changed.", action, plan);
}
