namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No server certificate in IAM has expired.</summary>
internal sealed class ServerCertificateExpired() : ResourceRule(FactTypes.ServerCertificates)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-server-certificate-expired",
        Title = "No server certificate in IAM has expired.",
        Severity = FindingSeverity.Low,
        Service = "iam",
        Compliance = RuleInfo.Cis("1.19", "1.18", "2.18", "2.17"),
        Rationale = "A certificate that has expired and is attached by mistake takes the site down, and teaches people to click warnings away.",
        Remediation = "Delete the certificate, and keep the next one in AWS Certificate Manager.",
        ByHand = "a load balancer may still name it.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["Expiration"].Time >= place.Document.CollectedAt, $"it is good until {resource["Expiration"]}", $"it was good until {resource["Expiration"]}", ("Expiration", resource["Expiration"]));
}
