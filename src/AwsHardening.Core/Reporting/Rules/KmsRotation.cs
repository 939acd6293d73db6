using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Symmetric keys of the account's own rotate.</summary>
internal sealed class KmsRotation() : ResourceRule(FactTypes.Keys)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "kms-rotation",
        Title = "Symmetric keys of the account's own rotate.",
        Severity = FindingSeverity.Medium,
        Service = "kms",
        Compliance = RuleInfo.Cis("3.6", "3.6", "4.6", "4.6"),
        Rationale = "Rotation limits how much one version of a key has ever encrypted.",
        Remediation = "Turn rotation on.",
        Repair = new KeyRotationRepair(),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => resource["KeyMetadata.KeyManager"].Text != "CUSTOMER" || resource["KeyMetadata.KeySpec"].Text != "SYMMETRIC_DEFAULT"
        || resource["KeyMetadata.Origin"].Text != "AWS_KMS" || resource["KeyMetadata.KeyState"].Text != "Enabled" ? null
        : Verdict.When(resource["Rotation.KeyRotationEnabled"].Flag == true, "it rotates", "it does not rotate", ("KeyRotationEnabled", resource["Rotation.KeyRotationEnabled"]), ("Description", resource["KeyMetadata.Description"]));
}
