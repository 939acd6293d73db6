namespace AwsHardening.Core.Reporting.Rules;

/// <summary>File systems of EFS are encrypted.</summary>
internal sealed class FileSystemEncryption() : ResourceRule(FactTypes.FileSystems)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "efs-encryption",
        Title = "File systems of EFS are encrypted.",
        Severity = FindingSeverity.Medium,
        Service = "efs",
        Compliance = RuleInfo.Cis("2.4.1", "2.3.1", "3.3.1", "3.3.1", "FSBP/EFS.1", "FSBP/EFS.8"),
        Rationale = "Encryption cannot be turned on later: what is put into such a file system lies there in the clear.",
        Remediation = "Make an encrypted file system, and move over to it.",
        ByHand = "no call encrypts a file system that is there.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["Encrypted"].Flag == true, "it is encrypted", "it is not encrypted", ("Encrypted", resource["Encrypted"]));
}
