using AwsHardening.Core.Reporting.Repairs;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No snapshot of DB clusters is public.</summary>
internal sealed class ClusterSnapshotPublic() : SharedSnapshotRule(FactTypes.ClusterSnapshots, "DBClusterSnapshotAttributes")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "rds-cluster-snapshot-public",
        Title = "No snapshot of DB clusters is public.",
        Severity = FindingSeverity.Critical,
        Service = "rds",
        Compliance = ["FSBP/RDS.1"],
        Rationale = Why,
        Remediation = "Take the sharing back: aws rds modify-db-cluster-snapshot-attribute --attribute-name restore --values-to-remove all.",
        Repair = SwitchRepair.Unshare(Switches.ClusterSnapshot),
    };
}
