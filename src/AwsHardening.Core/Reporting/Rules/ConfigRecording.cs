using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>AWS Config records every supported type in every Region.</summary>
internal sealed class ConfigRecording() : PlaceRule(FactTypes.Recorders, FactTypes.RecorderStatus, FactTypes.DeliveryChannels)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "config-recording",
        Title = "AWS Config records every supported type in every Region.",
        Severity = FindingSeverity.Medium,
        Service = "config",
        Compliance = RuleInfo.Cis("3.3", "3.3", "4.3", "4.3", "FSBP/Config.1"),
        Rationale = "Without it nobody can say how a resource was before it was changed.",
        Remediation = "Turn the recorder on.",
        Repair = new BaselineRepair(AuditBaselineService.Config),
    };

    protected override Verdict? Verdict(AuditPlace place)
    {
        var recorder = place.All(FactTypes.Recorders).FirstOrDefault(one => !one["servicePrincipal"].Exists);
        var recording = place.All(FactTypes.RecorderStatus).FirstOrDefault(one => one["name"].Text == recorder?["name"].Text)?["recording"].Flag == true;
        var all = recorder?["recordingGroup.allSupported"].Flag == true || recorder?["recordingGroup.recordingStrategy.useOnly"].Text is "ALL_SUPPORTED_RESOURCE_TYPES" or "EXCLUSION_BY_RESOURCE_TYPES";
        var channel = place.All(FactTypes.DeliveryChannels).Count > 0;
        return Reporting.Verdict.When(recorder is not null && recording && all && channel, "it records",
                recorder is null ? "there is no recorder" : !recording ? "the recorder is stopped" : !all ? "the recorder leaves types out" : "there is no delivery channel",
                ("name", recorder?["name"].Text), ("recording", recording), ("recordingGroup", recorder?["recordingGroup"].Text), ("DeliveryChannel", channel))
            .FixedBy($"Enable-AuditBaseline -Include Config -Region {place.Name}");
    }
}
