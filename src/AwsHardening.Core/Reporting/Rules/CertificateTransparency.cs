namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Certificates that ACM issues are logged in public.</summary>
internal sealed class CertificateTransparency() : ResourceRule(FactTypes.Certificates)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "acm-certificate-transparency",
        Title = "Certificates that ACM issues are logged in public.",
        Severity = FindingSeverity.Low,
        Service = "acm",
        Rationale = "Logs of certificates are how an owner finds out that somebody else got one for his name; browsers warn of certificates that are in none.",
        Remediation = "Turn the logging on: aws acm update-certificate-options --options CertificateTransparencyLoggingPreference=ENABLED.",
        ByHand = "a name that is logged is public for good.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => resource["Type"].Text != "AMAZON_ISSUED" ? null
        : Verdict.When(
            resource["Certificate.Options.CertificateTransparencyLoggingPreference"].Text != "DISABLED", "it is logged", "it is not logged",
            ("CertificateTransparencyLoggingPreference", resource["Certificate.Options.CertificateTransparencyLoggingPreference"]));
}
