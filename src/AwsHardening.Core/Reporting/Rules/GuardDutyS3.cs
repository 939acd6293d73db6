using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>GuardDuty watches what is done to objects of S3.</summary>
internal sealed class GuardDutyS3() : DetectorFeatureRule("S3_DATA_EVENTS")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "guardduty-s3-protection",
        Title = "GuardDuty watches what is done to objects of S3.",
        Severity = FindingSeverity.Medium,
        Service = "guardduty",
        Compliance = ["FSBP/GuardDuty.10"],
        Rationale = "Who reads a whole bucket with a stolen key is seen in data events alone.",
        Remediation = "Turn the plan on; it costs by what it looks at.",
        Repair = new ProtectionPlanRepair("S3_DATA_EVENTS"),
    };
}
