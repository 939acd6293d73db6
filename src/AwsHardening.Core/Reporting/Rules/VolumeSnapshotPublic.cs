using AwsHardening.Core.Reporting.Repairs;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No snapshot of EBS is public.</summary>
internal sealed class VolumeSnapshotPublic() : ResourceRule(FactTypes.VolumeSnapshots, FactTypes.PublicVolumeSnapshots)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-snapshot-public",
        Title = "No snapshot of EBS is public.",
        Severity = FindingSeverity.Critical,
        Service = "ec2",
        Compliance = ["FSBP/EC2.1"],
        Rationale = "Whoever has an account at AWS makes a volume of a public snapshot and reads all that is on it; there are those who look for nothing else.",
        Remediation = "Take the sharing back: aws ec2 modify-snapshot-attribute --attribute createVolumePermission --operation-type remove --group-names all.",
        Repair = SwitchRepair.Unshare(Switches.VolumeSnapshot),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        !place.With(FactTypes.PublicVolumeSnapshots, "SnapshotId", resource["SnapshotId"].Text).Any(), "not everybody may restore it", "everybody may restore it", ("VolumeId", resource["VolumeId"]));
}
