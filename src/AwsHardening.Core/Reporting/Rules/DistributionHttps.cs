using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Distributions speak HTTPS alone, or lead to it.</summary>
internal sealed class DistributionHttps() : ResourceRule(FactTypes.Distributions)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudfront-https",
        Title = "Distributions speak HTTPS alone, or lead to it.",
        Severity = FindingSeverity.Medium,
        Service = "cloudfront",
        Compliance = ["FSBP/CloudFront.3"],
        Rationale = "What is asked for in the clear is read, and changed, by whoever stands on the way.",
        Remediation = "Set ViewerProtocolPolicy to redirect-to-https or https-only, in the default cache behavior and in every other.",
        Repair = new ViewerProtocolRepair(),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var clear = DistributionFacts.Behaviors(resource).Where(one => one.Behavior["ViewerProtocolPolicy"].Text == "allow-all").ToArray();
        return Verdict.When(clear.Length == 0, "every cache behavior does", $"{clear.Length} cache behaviors answer HTTP", [.. clear.Select(one => ($"{one.Path}.ViewerProtocolPolicy", (object?)one.Behavior["ViewerProtocolPolicy"]))]);
    }
}
