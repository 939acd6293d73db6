using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>A trail records the management events of all Regions.</summary>
internal sealed class TrailMultiRegion() : AccountRule(FactTypes.Trails)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudtrail-multi-region",
        Title = "A trail records the management events of all Regions.",
        Severity = FindingSeverity.High,
        Service = "cloudtrail",
        Compliance = RuleInfo.Cis("3.1", "3.1", "4.1", "4.1", "FSBP/CloudTrail.1"),
        Rationale = "What is done in a Region that nobody uses is what an intruder hopes is not recorded.",
        Remediation = "Make a trail of all Regions.",
        Repair = new BaselineRepair(AuditBaselineService.CloudTrail),
    };

    protected override Verdict? Verdict(AuditPlace place)
    {
        var trails = Everywhere(place, FactTypes.Trails).ToArray();
        var good = trails.FirstOrDefault(trail => trail["IsMultiRegionTrail"].Flag == true && TrailFacts.IsLogging(trail) && TrailFacts.LogsAllManagement(trail));
        return Reporting.Verdict.When(good is not null, $"trail {good?["Name"]} does", trails.Length == 0 ? "there is no trail" : "no trail of all Regions logs all management events", [.. trails.Select(TrailFacts.Evidence)])
            .FixedBy("Enable-AuditBaseline -Include CloudTrail");
    }
}
