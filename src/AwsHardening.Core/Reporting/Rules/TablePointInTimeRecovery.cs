using AwsHardening.Core.Encryption.Store;
using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Tables can be restored to any second of the last weeks.</summary>
internal sealed class TablePointInTimeRecovery() : ResourceRule(FactTypes.Tables)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "dynamodb-point-in-time-recovery",
        Title = "Tables can be restored to any second of the last weeks.",
        Severity = FindingSeverity.Medium,
        Service = "dynamodb",
        Compliance = ["FSBP/DynamoDB.2"],
        Rationale = "A program that goes wrong, or an intruder, writes over items faster than anybody makes backups.",
        Remediation = "Turn point-in-time recovery on.",
        Repair = new TableRepair(DataKeyTableKind.Recoverable),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["Backups.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus"].Text == "ENABLED", "it is on", "it is off",
        ("PointInTimeRecoveryStatus", resource["Backups.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus"]));
}
