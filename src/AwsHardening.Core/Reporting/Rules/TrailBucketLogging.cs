namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Access to the bucket of a trail is logged.</summary>
internal sealed class TrailBucketLogging() : TrailBucketRule()
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudtrail-bucket-logging",
        Title = "Access to the bucket of a trail is logged.",
        Severity = FindingSeverity.Low,
        Service = "cloudtrail",
        Compliance = RuleInfo.Cis("3.4", "3.4", "4.4", "4.4"),
        Rationale = "Who looked at the trail, or tried to take something out of it, stands in the access log alone.",
        Remediation = "Turn server access logging on, to another bucket: aws s3api put-bucket-logging.",
        ByHand = "the bucket that takes the logs is yours to say.",
    };

    protected override Verdict? Judge(AuditResource bucket, AuditPlace place) => BucketFacts.Logged(bucket);
}
