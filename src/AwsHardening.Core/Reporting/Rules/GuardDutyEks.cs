using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>GuardDuty watches the audit logs of EKS clusters.</summary>
internal sealed class GuardDutyEks() : DetectorFeatureRule("EKS_AUDIT_LOGS")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "guardduty-eks-protection",
        Title = "GuardDuty watches the audit logs of EKS clusters.",
        Severity = FindingSeverity.Low,
        Service = "guardduty",
        Compliance = ["FSBP/GuardDuty.5"],
        Rationale = "What is done inside a cluster is no API call of AWS.",
        Remediation = "Turn the plan on; it costs by what it looks at.",
        Repair = new ProtectionPlanRepair("EKS_AUDIT_LOGS"),
    };
}
