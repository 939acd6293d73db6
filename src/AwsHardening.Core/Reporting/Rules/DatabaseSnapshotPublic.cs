using AwsHardening.Core.Reporting.Repairs;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No snapshot of DB instances is public.</summary>
internal sealed class DatabaseSnapshotPublic() : SharedSnapshotRule(FactTypes.DatabaseSnapshots, "DBSnapshotAttributes")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "rds-snapshot-public",
        Title = "No snapshot of DB instances is public.",
        Severity = FindingSeverity.Critical,
        Service = "rds",
        Compliance = ["FSBP/RDS.1"],
        Rationale = Why,
        Remediation = "Take the sharing back: aws rds modify-db-snapshot-attribute --attribute-name restore --values-to-remove all.",
        Repair = SwitchRepair.Unshare(Switches.DatabaseSnapshot),
    };
}
