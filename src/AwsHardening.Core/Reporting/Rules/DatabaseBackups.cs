namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Databases of RDS are backed up for a week at least.</summary>
internal sealed class DatabaseBackups() : ResourceRule(FactTypes.Databases)
{
    private const int LeastDays = 7;

    public override RuleInfo Info { get; } = new()
    {
        Id = "rds-backups",
        Title = "Databases of RDS are backed up for a week at least.",
        Severity = FindingSeverity.Medium,
        Service = "rds",
        Compliance = ["FSBP/RDS.11"],
        Rationale = "What was deleted or encrypted by somebody is often missed days later.",
        Remediation = "Keep backups longer: aws rds modify-db-instance --backup-retention-period 7.",
        ByHand = "backups cost by their size, and turning them on interrupts a database.",
    };

    // A replica is made anew from its source.
    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => resource["ReadReplicaSourceDBInstanceIdentifier"].Exists ? null
        : Verdict.When(
            resource["BackupRetentionPeriod"].Number >= LeastDays, $"backups are kept {resource["BackupRetentionPeriod"]} days",
            resource["BackupRetentionPeriod"].Number == 0 ? "there are no backups" : $"backups are kept {resource["BackupRetentionPeriod"]} days", ("BackupRetentionPeriod", resource["BackupRetentionPeriod"]));
}
