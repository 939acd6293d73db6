namespace AwsHardening.Core.Reporting.Rules;

/// <summary>People sign in by federation, not by passwords of the account.</summary>
internal sealed class UserFederation() : PlaceRule(FactTypes.Credentials, FactTypes.SamlProviders)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-federation",
        Title = "People sign in by federation, not by passwords of the account.",
        Severity = FindingSeverity.Medium,
        Service = "iam",
        Compliance = RuleInfo.Cis("1.21", "1.20", "2.20", "2.19"),
        Rationale = "Who leaves the company keeps a password in every account that has its own users.",
        Remediation = "Let people in by IAM Identity Center or a SAML provider, then take their passwords away.",
        ByHand = "the identity provider is yours to say, and it comes before the passwords go.",
    };

    protected override Verdict? Verdict(AuditPlace place)
    {
        var users = place.All(FactTypes.Credentials).Where(user => !CredentialFacts.IsRoot(user) && CredentialFacts.Is(user, "password_enabled")).ToArray();
        var providers = place.All(FactTypes.SamlProviders).Count;
        return Reporting.Verdict.When(users.Length == 0, "no user signs in with a password", $"{users.Length} users sign in with a password",
            [("SAMLProviders", providers), .. users.Select(user => ("user", (object?)user["user"]))]);
    }
}
