using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>GuardDuty watches who signs in to databases.</summary>
internal sealed class GuardDutyRds() : DetectorFeatureRule("RDS_LOGIN_EVENTS")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "guardduty-rds-protection",
        Title = "GuardDuty watches who signs in to databases.",
        Severity = FindingSeverity.Low,
        Service = "guardduty",
        Compliance = ["FSBP/GuardDuty.9"],
        Rationale = "Guessed passwords of a database are seen by nobody else.",
        Remediation = "Turn the plan on; it costs by what it looks at.",
        Repair = new ProtectionPlanRepair("RDS_LOGIN_EVENTS"),
    };
}
