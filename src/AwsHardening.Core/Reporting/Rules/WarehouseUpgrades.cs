namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Clusters of Redshift take new versions by themselves.</summary>
internal sealed class WarehouseUpgrades() : ResourceRule(FactTypes.Warehouses)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "redshift-version-upgrades",
        Title = "Clusters of Redshift take new versions by themselves.",
        Severity = FindingSeverity.Medium,
        Service = "redshift",
        Compliance = ["FSBP/Redshift.6"],
        Rationale = "New versions close holes that are known to everybody by then.",
        Remediation = "Turn AllowVersionUpgrade on: aws redshift modify-cluster --allow-version-upgrade.",
        ByHand = "a cluster restarts for a new version, and when it may is yours to say.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["AllowVersionUpgrade"].Flag == true, "it does", "it does not", ("AllowVersionUpgrade", resource["AllowVersionUpgrade"]));
}
