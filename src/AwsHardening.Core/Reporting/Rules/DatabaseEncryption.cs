namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Databases of RDS are encrypted.</summary>
internal sealed class DatabaseEncryption() : ResourceRule(FactTypes.Databases)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "rds-encryption",
        Title = "Databases of RDS are encrypted.",
        Severity = FindingSeverity.High,
        Service = "rds",
        Compliance = RuleInfo.Cis("2.3.1", "2.2.1", "3.2.1", "3.2.1", "FSBP/RDS.3"),
        Rationale = "Snapshots and replicas of a database are readable by whoever gets hold of them.",
        Remediation = "Restore an encrypted copy of a snapshot, and move over to it.",
        ByHand = "no call encrypts a database that is there.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["StorageEncrypted"].Flag == true, "it is encrypted", "it is not encrypted", ("StorageEncrypted", resource["StorageEncrypted"]), ("Engine", resource["Engine"]));
}
