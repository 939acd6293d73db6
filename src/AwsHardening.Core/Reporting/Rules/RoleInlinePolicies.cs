namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Roles have managed policies, not inline ones.</summary>
internal sealed class RoleInlinePolicies() : ResourceRule(FactTypes.Roles)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-role-inline-policies",
        Title = "Roles have managed policies, not inline ones.",
        Severity = FindingSeverity.Low,
        Service = "iam",
        Rationale = "An inline policy has no versions, is in no list of policies, and is looked at by nobody.",
        Remediation = "Make a managed policy of it.",
        ByHand = "what the managed policy is to be called, and who else is to have it, is yours to say.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var inline = resource["RolePolicyList"].Items.Select(policy => ("RolePolicyList", (object?)policy["PolicyName"])).ToArray();
        return TrustRule.IsServiceLinked(resource) ? null : Verdict.When(inline.Length == 0, "it has none", $"it has {inline.Length} inline policies", inline);
    }
}
