namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Distributions ask custom origins by HTTPS.</summary>
internal sealed class DistributionOriginHttps() : ResourceRule(FactTypes.Distributions)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudfront-origin-https",
        Title = "Distributions ask custom origins by HTTPS.",
        Severity = FindingSeverity.Medium,
        Service = "cloudfront",
        Compliance = ["FSBP/CloudFront.9"],
        Rationale = "A viewer who speaks HTTPS is not told that the rest of the way is in the clear.",
        Remediation = "Set OriginProtocolPolicy of the origin to https-only.",
        ByHand = "an origin without a certificate would be out of reach, and only you know your origins.",
    };

    // What a viewer asks for in the clear is fetched in the clear where the origin is asked as the viewer asked.
    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var custom = DistributionFacts.Origins(resource).Where(one => one["CustomOriginConfig"].Exists).ToArray();
        var clear = custom.Where(one => one["CustomOriginConfig.OriginProtocolPolicy"].Text switch
        {
            "http-only" => true,
            "match-viewer" => DistributionFacts.Behaviors(resource).Any(two => two.Behavior["TargetOriginId"].Text == one["Id"].Text && two.Behavior["ViewerProtocolPolicy"].Text == "allow-all"),
            _ => false,
        }).ToArray();
        return custom.Length == 0 ? null : Verdict.When(clear.Length == 0, "every origin is", $"{clear.Length} origins are asked by HTTP", [.. clear.Select(one => (one["DomainName"].ToString(), (object?)one["CustomOriginConfig.OriginProtocolPolicy"]))]);
    }
}
