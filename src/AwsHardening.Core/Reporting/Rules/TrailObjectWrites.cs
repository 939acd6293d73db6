using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>A trail records who writes the objects of all buckets.</summary>
internal sealed class TrailObjectWrites() : TrailObjectRule("WriteOnly")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudtrail-s3-write-events",
        Title = "A trail records who writes the objects of all buckets.",
        Severity = FindingSeverity.Low,
        Service = "cloudtrail",
        Compliance = RuleInfo.Cis("3.8", "3.8", "4.8", "4.8"),
        Rationale = "Management events say who changed a bucket, not who took what is in it.",
        Remediation = "Add data events of S3 to a trail; each costs.",
        Repair = new BaselineRepair(AuditBaselineService.CloudTrail, "AWS::S3::Object"),
    };
}
