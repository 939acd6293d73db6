namespace AwsHardening.Core.Reporting.Rules;

/// <summary>One trail records the events of global services, not several.</summary>
internal sealed class TrailGlobalEventsOnce() : AccountRule(FactTypes.Trails)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudtrail-global-events-once",
        Title = "One trail records the events of global services, not several.",
        Severity = FindingSeverity.Low,
        Service = "cloudtrail",
        Rationale = "Each event stands in several logs, is counted twice by whoever looks, and is paid for twice.",
        Remediation = "Let one trail of all Regions record them, and the others leave them out.",
        ByHand = "which trail is to go without them is yours to say.",
    };

    protected override Verdict? Verdict(AuditPlace place)
    {
        var trails = Everywhere(place, FactTypes.Trails).Where(trail => trail["IncludeGlobalServiceEvents"].Flag == true && trail["IsOrganizationTrail"].Flag != true && TrailFacts.IsLogging(trail)).ToArray();
        return trails.Length == 0 ? null : Reporting.Verdict.When(trails.Length == 1, $"trail {trails[0]["Name"]} does", $"{trails.Length} trails do", [.. trails.Select(trail => ("TrailARN", (object?)trail["TrailARN"]))]);
    }
}
