using AwsHardening.Core.Audit;
using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Trails record the events of global services.</summary>
internal sealed class TrailGlobalEvents() : TrailRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudtrail-global-events",
        Title = "Trails record the events of global services.",
        Severity = FindingSeverity.Medium,
        Service = "cloudtrail",
        Rationale = "IAM, STS and CloudFront belong to no Region: without these events who made a user stays unknown.",
        Remediation = "Let the trail include global service events.",
        Repair = new TrailRepair(TrailKind.GlobalEvents),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["IncludeGlobalServiceEvents"].Flag == true, "it does", "it leaves them out", ("IncludeGlobalServiceEvents", resource["IncludeGlobalServiceEvents"]));
}
