namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Registered domains renew by themselves.</summary>
internal sealed class DomainRenewal() : ResourceRule(FactTypes.Domains)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "route53-domain-auto-renew",
        Title = "Registered domains renew by themselves.",
        Severity = FindingSeverity.Medium,
        Service = "route53",
        Rationale = "A domain that was forgotten belongs to whoever registers it next, with the mail and the sites that go there.",
        Remediation = "Turn renewal on: aws route53domains enable-domain-auto-renew.",
        ByHand = "a domain may be meant to end, and renewing costs.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["AutoRenew"].Flag == true, "it does", $"it ends on {resource["Expiry"]}", ("AutoRenew", resource["AutoRenew"]), ("Expiry", resource["Expiry"]));
}
