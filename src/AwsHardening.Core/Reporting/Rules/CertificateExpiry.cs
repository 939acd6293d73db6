namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No certificate of ACM expires within 30 days.</summary>
internal sealed class CertificateExpiry() : ResourceRule(FactTypes.Certificates)
{
    // ACM renews its own 60 days before their end: what is left of 30 was not renewed.
    private const int LeastDays = 30;

    public override RuleInfo Info { get; } = new()
    {
        Id = "acm-certificate-expiry",
        Title = "No certificate of ACM expires within 30 days.",
        Severity = FindingSeverity.Medium,
        Service = "acm",
        Compliance = ["FSBP/ACM.1"],
        Rationale = "A certificate that expires takes the site down, and teaches people to click warnings away.",
        Remediation = "Import the next certificate, or see why ACM does not renew its own: aws acm describe-certificate.",
        ByHand = "a certificate is made by whoever proves to own the name.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => resource["NotAfter"].Time is not { } end ? null
        : Verdict.When(end >= place.Document.CollectedAt.AddDays(LeastDays), $"it is good until {resource["NotAfter"]}", $"it is good until {resource["NotAfter"]} alone", ("NotAfter", resource["NotAfter"]));
}
