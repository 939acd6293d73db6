namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Distributions of buckets sign what they ask of them.</summary>
internal sealed class DistributionOriginAccess() : ResourceRule(FactTypes.Distributions)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudfront-origin-access",
        Title = "Distributions of buckets sign what they ask of them.",
        Severity = FindingSeverity.Medium,
        Service = "cloudfront",
        Compliance = ["FSBP/CloudFront.13"],
        Rationale = "A bucket that cannot tell the distribution from anybody else must let everybody in, past all that the distribution checks.",
        Remediation = "Give the origin an origin access control, let the distribution alone into the bucket by its policy, and close the bucket to the rest.",
        ByHand = "the policy of the bucket must change with it, and who else reads the bucket is known to you alone.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var buckets = DistributionFacts.Origins(resource).Where(DistributionFacts.IsBucket).ToArray();
        var unsigned = buckets.Where(one => one["OriginAccessControlId"].Text is not { Length: > 0 }).ToArray();
        return buckets.Length == 0 ? null : Verdict.When(
            unsigned.Length == 0, "every origin has an origin access control", $"{unsigned.Length} origins have no origin access control",
            [.. unsigned.Select(one => (one["DomainName"].ToString(), (object?)(one["S3OriginConfig.OriginAccessIdentity"].Text is { Length: > 0 } identity ? identity : "no identity")))]);
    }
}
