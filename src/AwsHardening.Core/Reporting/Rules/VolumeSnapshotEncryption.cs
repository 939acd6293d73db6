namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Snapshots of EBS are encrypted.</summary>
internal sealed class VolumeSnapshotEncryption() : ResourceRule(FactTypes.VolumeSnapshots)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-snapshot-encryption",
        Title = "Snapshots of EBS are encrypted.",
        Severity = FindingSeverity.Medium,
        Service = "ec2",
        Rationale = "A snapshot that is not encrypted can be shared with everybody, by one call.",
        Remediation = "Copy it encrypted, aws ec2 copy-snapshot --encrypted, and delete it where nothing names it.",
        ByHand = "no call encrypts a snapshot that is there, and an image may name it.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["Encrypted"].Flag == true, "it is encrypted", "it is not encrypted", ("Encrypted", resource["Encrypted"]), ("VolumeId", resource["VolumeId"]));
}
