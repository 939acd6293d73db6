namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Roles for the whole account ask for MFA.</summary>
internal sealed class RoleTrustWholeAccount() : TrustRule("not everybody of the account may assume it without MFA", "everybody of the account may assume it without MFA")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-role-trust-whole-account",
        Title = "Roles for the whole account ask for MFA.",
        Severity = FindingSeverity.Medium,
        Service = "iam",
        Rationale = "Every user and role with sts:AssumeRole can take the role with nothing but its keys.",
        Remediation = "Name the users and ask for aws:MultiFactorAuthPresent: New-RoleAccess does both for the roles of administrators and readers.",
        ByHand = "who of the account comes in by it, and with MFA or not, is known to you alone.",
    };

    protected override bool IsTooMuch(RoleTrust trust) => trust is { AnyoneInAccount: true, RequiresMfa: false };
}
