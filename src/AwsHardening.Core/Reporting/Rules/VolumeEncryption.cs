namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Volumes of EBS are encrypted.</summary>
internal sealed class VolumeEncryption() : ResourceRule(FactTypes.Volumes)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-volume-encryption",
        Title = "Volumes of EBS are encrypted.",
        Severity = FindingSeverity.Medium,
        Service = "ec2",
        Compliance = ["FSBP/EC2.3"],
        Rationale = "Snapshots of a volume, and the volumes that are made of them, are readable by whoever gets hold of them.",
        Remediation = "Make an encrypted copy of a snapshot of it, and a volume of that; let new ones be encrypted by default.",
        ByHand = "no call encrypts a volume that is there.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["Encrypted"].Flag == true, "it is encrypted", "it is not encrypted", ("Encrypted", resource["Encrypted"]));
}
