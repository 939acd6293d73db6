namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Access to buckets is logged.</summary>
internal sealed class S3BucketLogging() : ResourceRule(FactTypes.Buckets)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "s3-bucket-logging",
        Title = "Access to buckets is logged.",
        Severity = FindingSeverity.Low,
        Service = "s3",
        Compliance = ["FSBP/S3.9"],
        Rationale = "Without access logs nobody can say who read what, unless a trail records the events of objects.",
        Remediation = "Turn server access logging on, to another bucket: aws s3api put-bucket-logging.",
        ByHand = "the bucket that takes the logs is yours to say.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => BucketFacts.Logged(resource);
}
