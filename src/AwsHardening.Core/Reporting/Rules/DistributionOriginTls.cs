namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Distributions ask custom origins by TLS 1.2 or newer alone.</summary>
internal sealed class DistributionOriginTls() : ResourceRule(FactTypes.Distributions)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudfront-origin-tls",
        Title = "Distributions ask custom origins by TLS 1.2 or newer alone.",
        Severity = FindingSeverity.Medium,
        Service = "cloudfront",
        Compliance = ["FSBP/CloudFront.10"],
        Rationale = "SSL 3.0, TLS 1.0 and TLS 1.1 can be broken by whoever stands between CloudFront and the origin.",
        Remediation = "Leave TLSv1.2 alone in OriginSslProtocols of the origin.",
        ByHand = "an origin that speaks nothing newer would be out of reach, and only you know your origins.",
    };

    private static readonly string[] s_broken = ["SSLv3", "TLSv1", "TLSv1.1"];

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var secure = DistributionFacts.Origins(resource).Where(one => one["CustomOriginConfig"].Exists && one["CustomOriginConfig.OriginProtocolPolicy"].Text != "http-only").ToArray();
        var old = secure.SelectMany(one => one["CustomOriginConfig.OriginSslProtocols.Items"].Items.Where(protocol => s_broken.Contains(protocol.Text)).Select(protocol => (one["DomainName"].ToString(), (object?)protocol))).ToArray();
        return secure.Length == 0 ? null : Verdict.When(old.Length == 0, "every origin is", $"older protocols are allowed {old.Length} times", old);
    }
}
