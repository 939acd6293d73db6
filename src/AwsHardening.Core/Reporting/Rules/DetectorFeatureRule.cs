namespace AwsHardening.Core.Reporting.Rules;

/// <summary>A rule about one of GuardDuty's protection plans, where there is a detector to have it.</summary>
/// <param name="feature">The feature, as GuardDuty calls it.</param>
internal abstract class DetectorFeatureRule(string feature) : ResourceRule(FactTypes.Detectors)
{
    protected sealed override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var status = resource["Detector.Features"].Items.FirstOrDefault(one => one["Name"].Text == feature)["Status"];
        return Verdict.When(status.Text == "ENABLED", "the plan is on", "the plan is off", ($"Features.{feature}", status.Text ?? "absent"));
    }
}
