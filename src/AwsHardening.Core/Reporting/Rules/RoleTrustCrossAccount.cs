namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Roles for another account ask for an external id or MFA.</summary>
internal sealed class RoleTrustCrossAccount() : TrustRule("no other account as a whole may assume it without more", "another account may assume it without external id or MFA")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-role-trust-cross-account",
        Title = "Roles for another account ask for an external id or MFA.",
        Severity = FindingSeverity.Medium,
        Service = "iam",
        Rationale = "A service provider that serves many customers can be talked into using the role for one of the others.",
        Remediation = "Ask for sts:ExternalId or aws:MultiFactorAuthPresent in the condition.",
        ByHand = "the other account must send the external id, or MFA, before the role asks for it.",
    };

    protected override bool IsTooMuch(RoleTrust trust) => trust is { CrossAccount: true, PrincipalType: "Account", RequiresExternalId: false, RequiresMfa: false };
}
