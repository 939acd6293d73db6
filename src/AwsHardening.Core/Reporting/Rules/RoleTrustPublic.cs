namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No role can be assumed by everybody.</summary>
internal sealed class RoleTrustPublic() : TrustRule("no statement lets everybody assume it", "everybody may assume it")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-role-trust-public",
        Title = "No role can be assumed by everybody.",
        Severity = FindingSeverity.Critical,
        Service = "iam",
        Compliance = RuleInfo.Cis(null, null, null, "2.21"),
        Rationale = "Any account of AWS, anybody's, can take the role.",
        Remediation = "Name the principals, or the organization in a condition on aws:PrincipalOrgID.",
        ByHand = "whom the role is to trust is yours to say.",
    };

    protected override bool IsTooMuch(RoleTrust trust) => trust.Public;
}
