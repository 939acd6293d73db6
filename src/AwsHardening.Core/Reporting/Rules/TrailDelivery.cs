namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Trails deliver what they record.</summary>
internal sealed class TrailDelivery() : TrailRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudtrail-delivery",
        Title = "Trails deliver what they record.",
        Severity = FindingSeverity.High,
        Service = "cloudtrail",
        Rationale = "A trail whose bucket refuses it goes on, and nothing arrives.",
        Remediation = "Look at the bucket, its policy and its key: AWS names the error.",
        ByHand = "what keeps the trail from delivering may be its bucket, its policy or its key, and each may be so on purpose.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        !resource["Status.LatestDeliveryError"].Exists || resource["Status.LatestDeliveryError"].Text == "", "the last delivery arrived", $"the last delivery failed: {resource["Status.LatestDeliveryError"]}",
        ("Status.LatestDeliveryError", resource["Status.LatestDeliveryError"]), ("S3BucketName", resource["S3BucketName"]));
}
