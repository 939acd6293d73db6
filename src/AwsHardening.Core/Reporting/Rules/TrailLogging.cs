using AwsHardening.Core.Audit;
using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Trails that are there are logging.</summary>
internal sealed class TrailLogging() : TrailRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudtrail-logging",
        Title = "Trails that are there are logging.",
        Severity = FindingSeverity.High,
        Service = "cloudtrail",
        Rationale = "A trail that is stopped looks like a protection, and is none.",
        Remediation = "Start the trail.",
        Repair = new TrailRepair(TrailKind.IsLogging),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        TrailFacts.IsLogging(resource), "it is logging", "it is stopped", ("Status.IsLogging", resource["Status.IsLogging"]), ("Status.StopLoggingTime", resource["Status.StopLoggingTime"]));
}
