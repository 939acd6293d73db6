using AwsHardening.Core.Errors;

namespace AwsHardening.Core.Reporting;

/// <summary>Tells of the rules. No account is asked.</summary>
public static class RuleListing
{
    /// <summary>The rules that an audit with these options would judge, in the order of their ids, the user's own last.</summary>
    /// <param name="options">Which rules; what it says of Regions and pace is of no matter here.</param>
    /// <exception cref="OperationException">No rule is chosen, or one of the user's own cannot be read.</exception>
    public static IEnumerable<HardeningRuleInfo> List(AuditOptions options) => AuditOperation.Rules(options).Select(Describe);

    private static HardeningRuleInfo Describe(HardeningRule rule) => new()
    {
        RuleId = rule.Info.Id,
        Title = rule.Info.Title,
        Severity = rule.Info.Severity,
        Service = rule.Info.Service,
        Scope = rule.IsOfAccount ? "Account" : "Region",
        // Arrays: PowerShell cannot index what the compiler makes of a collection expression for a read-only list.
        Compliance = rule.Info.Compliance.ToArray(),
        CanRepair = rule.Info.Repair is not null,
        CannotRepairReason = rule.Info.Repair is not null ? null : rule.Info.ByHand ?? "this module has no repair for it.",
        Rationale = rule.Info.Rationale,
        Remediation = rule.Info.Remediation,
        IamActions = rule.Needs.SelectMany(type => type.IamActions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray(),
    };
}
