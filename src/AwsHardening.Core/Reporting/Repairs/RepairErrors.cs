using AwsHardening.Core.Changes;
using AwsHardening.Seam;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Why findings are not repaired.</summary>
internal static class RepairErrors
{
    private const string NotRepairableId = "FindingNotRepairable";

    // How many of many an error names.
    private const int Named = 5;

    /// <summary>Findings of one rule that stay for one reason.</summary>
    public static OperationError NotRepairable(IReadOnlyList<HardeningFinding> alike)
    {
        var why = alike[0].CannotRepairReason ?? "this module has no repair for it.";
        var actions = alike.Select(WhatToDo).Distinct(StringComparer.Ordinal).ToArray();
        return alike.Count == 1 ? Left(alike[0], why, actions[0]) : new(
            NotRepairableId, OperationErrorCategory.InvalidOperation,
            $"{alike.Count} findings of {alike[0].RuleId} were left as they are: {why} They are of {Some(alike.Select(one => $"{one.ResourceId} in {one.Region}"), ", ")}.",
            Some(actions, " "), alike);
    }

    public static OperationError Left(HardeningFinding finding, string why, string action) => new(
        NotRepairableId, OperationErrorCategory.InvalidOperation, $"{Name(finding)} was left as it is: {why}", action, finding);

    public static OperationError NothingMends(HardeningFinding finding, string? why) => Left(
        finding, why ?? $"what its repair would change is as it should be already, and yet {finding.Reason}.",
        RuleCatalog.Find(finding.RuleId)?.Info.Remediation ?? "Look at the rule's page.");

    public static OperationError Unread(HardeningFinding finding) => new(
        "FindingNotVerified", OperationErrorCategory.PermissionDenied,
        $"{Name(finding)} was left as it is: whether it still fails could not be told. {finding.Reason}", finding.Remediation ?? "Audit again.", finding);

    public static OperationError NoSuchRule(FindingKey key) => new(
        "FindingRuleUnknown", OperationErrorCategory.ObjectNotFound,
        $"The finding of {key.ResourceId} was left as it is: this module has no rule {key.RuleId}, and so no repair for it.",
        "A rule of your own says in its remediation what to do. Tab completion after -RuleId lists the rules that have a repair.", key);

    public static OperationError OtherAccount(FindingKey key, string accountId) => new(
        "FindingOfAnotherAccount", OperationErrorCategory.InvalidOperation,
        $"The finding {key.RuleId} of {key.ResourceId} is of account {key.AccountId}, and this session is in account {accountId}. Nothing was changed for it.",
        $"Connect to account {key.AccountId}, or pipe a session of it to Repair-HardeningFinding with -Finding.", key);

    public static OperationError Declined(ResourceChange change, bool couldAsk) => new(
        "RepairNotSafe", OperationErrorCategory.InvalidOperation,
        $"The change of {change.ResourceId} ({change.ResourceName}) was not agreed to: {string.Join("; ", change.Risks)}. It was not made.",
        couldAsk ? "Leave the finding out, or say yes." : "Leave the finding out, or use -Force to make the change all the same.", change.ResourceId);

    public static OperationError Depends(ResourceChange change, ResourceChange missing) => new(
        "RepairDependsOnAnother", OperationErrorCategory.InvalidOperation,
        $"The change of {change.ResourceId} ({change.ResourceName}) was not made: it relies on the change of {missing.ResourceId} ({missing.ResourceName}), which was not made.",
        "Look at why that was so, and repair again.", change.ResourceId);

    public static OperationError Drifted(ResourceChange change, IEnumerable<string> differences) => new(
        "RepairDrifted", OperationErrorCategory.InvalidResult,
        $"The change of {change.ResourceId} ({change.ResourceName}) was not made: it no longer fits what the changes before it left: {string.Join("; ", differences)}.",
        "Audit and repair again.", change.ResourceId);

    private static string WhatToDo(HardeningFinding finding) =>
        finding.RemediationIsCommand ? $"Run {finding.Remediation}, after a look at what it does with -WhatIf." : finding.Remediation ?? "Look at the rule's page.";

    private static string Some(IEnumerable<string> all, string between) => all.ToArray() is { Length: > Named } many
        ? $"{string.Join(between, many.Take(Named))}{between}and so on: {many.Length - Named} more" : string.Join(between, all);

    private static string Name(HardeningFinding finding) => $"Finding {finding.RuleId} of {finding.ResourceId} in {finding.Region}";
}
