using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>GuardDuty watches every Region.</summary>
internal sealed class GuardDutyEnabled() : PlaceRule(FactTypes.Detectors)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "guardduty-enabled",
        Title = "GuardDuty watches every Region.",
        Severity = FindingSeverity.High,
        Service = "guardduty",
        Compliance = ["FSBP/GuardDuty.1"],
        Rationale = "GuardDuty tells of stolen credentials and of machines that talk to known bad places; nothing else here does.",
        Remediation = "Turn the detector on.",
        Repair = new BaselineRepair(AuditBaselineService.GuardDuty),
    };

    protected override Verdict? Verdict(AuditPlace place)
    {
        var detector = place.One(FactTypes.Detectors);
        var on = detector?["Detector.Status"].Text == "ENABLED";
        return Reporting.Verdict.When(on, "a detector is enabled", detector is null ? "there is no detector" : "the detector is suspended", ("DetectorId", detector?["DetectorId"].Text), ("Status", detector?["Detector.Status"].Text))
            .FixedBy($"Enable-AuditBaseline -Include GuardDuty -Region {place.Name}");
    }
}
