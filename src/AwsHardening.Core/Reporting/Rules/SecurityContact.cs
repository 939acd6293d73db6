namespace AwsHardening.Core.Reporting.Rules;

/// <summary>AWS knows whom to tell of security matters.</summary>
internal sealed class SecurityContact() : PlaceRule(FactTypes.SecurityContact)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "account-security-contact",
        Title = "AWS knows whom to tell of security matters.",
        Severity = FindingSeverity.Medium,
        Service = "account",
        Compliance = RuleInfo.Cis("1.2", "1.2", "2.2", "2.3", "FSBP/Account.1"),
        Rationale = "What AWS notices first, a key in a public repository among it, is written to an address that somebody must read.",
        Remediation = "Set the security contact: aws account put-alternate-contact --alternate-contact-type SECURITY.",
        ByHand = "whom AWS is to tell is yours to say.",
    };

    protected override Verdict? Verdict(AuditPlace place)
    {
        var contact = place.One(FactTypes.SecurityContact);
        return Reporting.Verdict.When(contact?["EmailAddress"].Exists == true, "a security contact is set", "no security contact is set", ("EmailAddress", contact?["EmailAddress"].Text ?? "none"));
    }
}
