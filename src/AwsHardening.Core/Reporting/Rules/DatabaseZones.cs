namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Databases of RDS stand in several Availability Zones.</summary>
internal sealed class DatabaseZones() : ResourceRule(FactTypes.Databases)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "rds-multi-az",
        Title = "Databases of RDS stand in several Availability Zones.",
        Severity = FindingSeverity.Low,
        Service = "rds",
        Compliance = RuleInfo.Cis(null, "2.2.4", "3.2.4", "3.2.4", "FSBP/RDS.5"),
        Rationale = "What stands in one zone is gone for as long as the zone is.",
        Remediation = "Turn MultiAZ on: aws rds modify-db-instance --multi-az.",
        ByHand = "it doubles what the database costs.",
    };

    // Those of a cluster stand where the cluster puts them.
    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => resource["DBClusterIdentifier"].Exists ? null : Verdict.When(
        resource["MultiAZ"].Flag == true, "it does", "it stands in one", ("MultiAZ", resource["MultiAZ"]), ("Engine", resource["Engine"]));
}
