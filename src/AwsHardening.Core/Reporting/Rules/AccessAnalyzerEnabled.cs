using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>IAM Access Analyzer looks for external access in every Region.</summary>
internal sealed class AccessAnalyzerEnabled() : PlaceRule(FactTypes.Analyzers)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "accessanalyzer-enabled",
        Title = "IAM Access Analyzer looks for external access in every Region.",
        Severity = FindingSeverity.Low,
        Service = "accessanalyzer",
        Compliance = RuleInfo.Cis("1.20", "1.19", "2.19", "2.18"),
        Rationale = "The analyzer tells what of the account others can reach, as soon as it is so.",
        Remediation = "Make an analyzer.",
        Repair = new BaselineRepair(AuditBaselineService.AccessAnalyzer),
    };

    protected override Verdict? Verdict(AuditPlace place)
    {
        var found = place.All(FactTypes.Analyzers).FirstOrDefault(one => one["type"].Text is "ACCOUNT" or "ORGANIZATION" && one["status"].Text is null or "ACTIVE");
        return Reporting.Verdict.When(found is not null, $"analyzer {found?["name"]} looks", "no analyzer of external access is active", ("arn", found?["arn"].Text))
            .FixedBy($"Enable-AuditBaseline -Include AccessAnalyzer -Region {place.Name}");
    }
}
