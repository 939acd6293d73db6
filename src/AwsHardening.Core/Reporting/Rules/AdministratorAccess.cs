namespace AwsHardening.Core.Reporting.Rules;

/// <summary>AdministratorAccess is for roles that ask for MFA or federation.</summary>
internal sealed class AdministratorAccess() : AttachedPolicyRule("AdministratorAccess")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-administrator-access",
        Title = "AdministratorAccess is for roles that ask for MFA or federation.",
        Severity = FindingSeverity.High,
        Service = "iam",
        Compliance = RuleInfo.Cis("1.16", "1.15", "2.15", "2.14"),
        Rationale = "A user who is an administrator all day long loses the account with one access key; so does a machine with such a role.",
        Remediation = "Make a role for administration that asks for MFA (New-RoleAccess), then detach the policy from users, groups and other roles.",
        ByHand = "whoever has it may need it, and a role with MFA must be there first: New-RoleAccess makes one.",
    };

    protected override bool IsTooMuch(FactType type, AuditResource holder) =>
        type != FactTypes.Roles || TrustRule.Trusts(holder).Any(trust => !trust.RequiresMfa && (trust.PrincipalType != "Federated" || trust.AnyFederatedIdentity));
}
