namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Groups have managed policies, not inline ones.</summary>
internal sealed class GroupInlinePolicies() : InlinePolicyRule(FactTypes.Groups, "GroupPolicyList")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-group-inline-policies",
        Title = "Groups have managed policies, not inline ones.",
        Severity = FindingSeverity.Low,
        Service = "iam",
        Rationale = "An inline policy has no versions, is in no list of policies, and is looked at by nobody.",
        Remediation = "Make a managed policy of it.",
        ByHand = "what the managed policy is to be called, and who else is to have it, is yours to say.",
    };
}
