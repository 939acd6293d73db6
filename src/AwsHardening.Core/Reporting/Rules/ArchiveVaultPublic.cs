namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No vault of Amazon Glacier lets everybody use it.</summary>
internal sealed class ArchiveVaultPublic() : ResourceRule(FactTypes.ArchiveVaults)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "glacier-vault-public",
        Title = "No vault of Amazon Glacier lets everybody use it.",
        Severity = FindingSeverity.Critical,
        Service = "glacier",
        Compliance = RuleInfo.Cis(null, null, null, "2.21"),
        Rationale = "A policy that names everybody lets every AWS account do what it allows: fetch the archives, delete them, or have others stored at your cost.",
        Remediation = "Name the principals in the vault's access policy: aws glacier set-vault-access-policy --account-id - --vault-name NAME --policy file://policy.json.",
        ByHand = "who is to store and fetch archives is known to you alone.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) =>
        PolicyFacts.Closed(resource["Policy.Policy"], $"the access policy of vault {resource["VaultName"]}", "Policy.Policy");
}
