using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>New volumes are encrypted by default.</summary>
internal sealed class EbsDefaultEncryption() : ResourceRule(FactTypes.EbsEncryption)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-ebs-default-encryption",
        Title = "New volumes are encrypted by default.",
        Severity = FindingSeverity.Medium,
        Service = "ec2",
        Compliance = RuleInfo.Cis("2.2.1", "5.1.1", "6.1.1", "6.1.1", "FSBP/EC2.7"),
        Rationale = "A volume that nobody thought of is readable by whoever gets its snapshot.",
        Remediation = "Turn encryption by default on in the Region.",
        Repair = new BaselineRepair(AuditBaselineService.EbsEncryption),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["EbsEncryptionByDefault"].Flag == true, "new volumes are encrypted", "new volumes are not encrypted by default", ("EbsEncryptionByDefault", resource["EbsEncryptionByDefault"]))
        .FixedBy($"Enable-AuditBaseline -Include EbsEncryption -Region {place.Name}");
}
