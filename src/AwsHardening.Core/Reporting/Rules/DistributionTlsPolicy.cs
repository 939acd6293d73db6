namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Distributions with a certificate of their own speak TLS 1.2 or newer alone.</summary>
internal sealed class DistributionTlsPolicy() : ResourceRule(FactTypes.Distributions)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudfront-tls-policy",
        Title = "Distributions with a certificate of their own speak TLS 1.2 or newer alone.",
        Severity = FindingSeverity.Medium,
        Service = "cloudfront",
        Compliance = ["FSBP/CloudFront.15"],
        Rationale = "TLS 1.0 and 1.1 can be broken, and so can some ciphers of the older policies of TLS 1.2.",
        Remediation = "Set MinimumProtocolVersion to TLSv1.2_2021 or a newer policy, with SSLSupportMethod sni-only.",
        ByHand = "clients that speak nothing newer would be cut off, and only you know your clients.",
    };

    // Security Hub User Guide: the policies of CloudFront.15.
    private static readonly string[] s_recommended = ["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"];

    // With CloudFront's own certificate the policy is not the account's to choose.
    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var policy = resource["Config.ViewerCertificate.MinimumProtocolVersion"];
        return resource["Config.ViewerCertificate.CloudFrontDefaultCertificate"].Flag == true ? null : Verdict.When(
            s_recommended.Contains(policy.Text), $"its policy is {policy}", $"its policy is {policy}",
            ("Config.ViewerCertificate.MinimumProtocolVersion", policy), ("Config.ViewerCertificate.SSLSupportMethod", resource["Config.ViewerCertificate.SSLSupportMethod"]));
    }
}
