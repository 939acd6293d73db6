namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Roles have managed policies, not inline ones. A service's own roles are left out: nobody can change them.</summary>
internal sealed class RoleInlinePolicies() : InlinePolicyRule(FactTypes.Roles, "RolePolicyList")
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

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => TrustRule.IsServiceLinked(resource) ? null : base.Judge(resource, place);
}
