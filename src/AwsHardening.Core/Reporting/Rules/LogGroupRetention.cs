using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Log groups keep a year, or say for how long.</summary>
internal sealed class LogGroupRetention() : ResourceRule(FactTypes.LogGroups)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "logs-retention",
        Title = "Log groups keep a year, or say for how long.",
        Severity = FindingSeverity.Low,
        Service = "logs",
        Rationale = "Intruders are found after months: by then the log of how they came should still be there.",
        Remediation = "Set the retention to 365 days or more, or to never.",
        Repair = new LogRetentionRepair(Days),
    };

    private const int Days = 365;

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["retentionInDays"].Number is null or >= Days, resource["retentionInDays"].Exists ? $"it keeps {resource["retentionInDays"]} days" : "it keeps everything",
        $"it keeps {resource["retentionInDays"]} days", ("retentionInDays", resource["retentionInDays"].Text ?? "never expires"));
}
