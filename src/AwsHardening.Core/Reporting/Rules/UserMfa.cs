namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Users with a password have MFA.</summary>
internal sealed class UserMfa() : ResourceRule(FactTypes.Credentials)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-user-mfa",
        Title = "Users with a password have MFA.",
        Severity = FindingSeverity.High,
        Service = "iam",
        Compliance = RuleInfo.Cis("1.10", "1.9", "2.9", "2.10", "FSBP/IAM.5"),
        Rationale = "A password is guessed, found or fished; the second factor is what is left then.",
        Remediation = "Let the user add an MFA device, or take the password away.",
        ByHand = "the device is in the user's hands.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => CredentialFacts.IsRoot(resource) || !CredentialFacts.Is(resource, "password_enabled") ? null
        : Verdict.When(CredentialFacts.Is(resource, "mfa_active"), "it has MFA", "it has a password and no MFA", ("password_enabled", resource["password_enabled"]), ("mfa_active", resource["mfa_active"]));
}
