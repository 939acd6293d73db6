namespace AwsHardening.Core.Reporting.Rules;

/// <summary>A member account administers the policies of the organization.</summary>
internal sealed class OrganizationPolicyAdministrator() : OrganizationRule()
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "organizations-policy-administrator",
        Title = "A member account administers the policies of the organization.",
        Severity = FindingSeverity.Low,
        Service = "organizations",
        Compliance = RuleInfo.Cis(null, null, null, "2.1.5"),
        Rationale = "Whoever changes policies in the management account could do anything else there as well.",
        Remediation = "Let a member account administer policies by a resource-based delegation policy.",
        ByHand = "it is a decision of the organization, and no call of this module changes one.",
    };

    protected override Verdict Judge(AuditResource organization, AuditPlace place) => Reporting.Verdict.When(
        organization["ResourcePolicy.Content"].Exists, "a delegation policy is set", "there is no delegation policy", ("ResourcePolicy", organization["ResourcePolicy"].Text ?? "none"));
}
