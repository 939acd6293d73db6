namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Distributions of buckets have a default root object.</summary>
internal sealed class DistributionRootObject() : ResourceRule(FactTypes.Distributions)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudfront-default-root-object",
        Title = "Distributions of buckets have a default root object.",
        Severity = FindingSeverity.Medium,
        Service = "cloudfront",
        Compliance = ["FSBP/CloudFront.1"],
        Rationale = "Where a bucket lets itself be listed, the root of the site is the list of all that is in it.",
        Remediation = "Set DefaultRootObject to a page, such as index.html.",
        ByHand = "which page a site begins with is yours to say.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var root = resource["Config.DefaultRootObject"];
        return !DistributionFacts.Origins(resource).Any(DistributionFacts.IsBucket) ? null
            : Verdict.When(root.Text is { Length: > 0 }, $"it is {root}", "it has none", ("Config.DefaultRootObject", root));
    }
}
