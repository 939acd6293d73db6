using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>GuardDuty watches whom Lambda functions talk to.</summary>
internal sealed class GuardDutyLambda() : DetectorFeatureRule("LAMBDA_NETWORK_LOGS")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "guardduty-lambda-protection",
        Title = "GuardDuty watches whom Lambda functions talk to.",
        Severity = FindingSeverity.Low,
        Service = "guardduty",
        Compliance = ["FSBP/GuardDuty.6"],
        Rationale = "A function that mines or leaks has no machine that somebody looks at.",
        Remediation = "Turn the plan on; it costs by what it looks at.",
        Repair = new ProtectionPlanRepair("LAMBDA_NETWORK_LOGS"),
    };
}
