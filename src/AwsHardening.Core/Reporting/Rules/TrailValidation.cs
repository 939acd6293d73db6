using AwsHardening.Core.Audit;
using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Trails sign their log files.</summary>
internal sealed class TrailValidation() : TrailRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudtrail-log-validation",
        Title = "Trails sign their log files.",
        Severity = FindingSeverity.Medium,
        Service = "cloudtrail",
        Compliance = RuleInfo.Cis("3.2", "3.2", "4.2", "4.2", "FSBP/CloudTrail.4"),
        Rationale = "Without digests nobody can prove that a log file was not changed or taken out.",
        Remediation = "Turn log file validation on.",
        Repair = new TrailRepair(TrailKind.Validation),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["LogFileValidationEnabled"].Flag == true, "its log files are signed", "its log files are not signed", ("LogFileValidationEnabled", resource["LogFileValidationEnabled"]));
}
