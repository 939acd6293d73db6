namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Clusters of Redshift are encrypted.</summary>
internal sealed class WarehouseEncryption() : ResourceRule(FactTypes.Warehouses)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "redshift-encryption",
        Title = "Clusters of Redshift are encrypted.",
        Severity = FindingSeverity.Medium,
        Service = "redshift",
        Compliance = ["FSBP/Redshift.10"],
        Rationale = "Snapshots of a cluster are readable by whoever gets hold of them.",
        Remediation = "Encrypt the cluster: aws redshift modify-cluster --encrypted --kms-key-id KEY.",
        ByHand = "it can only be read while its data is moved, and when that is to be is yours to say.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["Encrypted"].Flag == true, "it is encrypted", "it is not encrypted", ("Encrypted", resource["Encrypted"]));
}
