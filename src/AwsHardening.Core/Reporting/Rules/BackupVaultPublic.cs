namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No vault of AWS Backup lets everybody use it.</summary>
internal sealed class BackupVaultPublic() : ResourceRule(FactTypes.BackupVaults)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "backup-vault-public",
        Title = "No vault of AWS Backup lets everybody use it.",
        Severity = FindingSeverity.Critical,
        Service = "backup",
        Compliance = RuleInfo.Cis(null, null, null, "2.21"),
        Rationale = "A policy that names everybody lets every AWS account do what it allows: copy backups into the vault, restore what is in it, or delete it when it is needed.",
        Remediation = "Name the principals in the vault's access policy, or hold the statement to aws:PrincipalOrgID.",
        ByHand = "who is to copy, restore and delete backups is known to you alone.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) =>
        PolicyFacts.Closed(resource["Policy"], $"the access policy of vault {resource["BackupVaultName"]}", "Policy");
}
