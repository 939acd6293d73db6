using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>A trail records who reads the objects of all buckets.</summary>
internal sealed class TrailObjectReads() : TrailObjectRule("ReadOnly")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudtrail-s3-read-events",
        Title = "A trail records who reads the objects of all buckets.",
        Severity = FindingSeverity.Low,
        Service = "cloudtrail",
        Compliance = RuleInfo.Cis("3.9", "3.9", "4.9", "4.9"),
        Rationale = "Management events say who changed a bucket, not who took what is in it.",
        Remediation = "Add data events of S3 to a trail; each costs.",
        Repair = new BaselineRepair(AuditBaselineService.CloudTrail, "AWS::S3::Object"),
    };
}
