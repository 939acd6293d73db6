namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No key waits to be deleted.</summary>
internal sealed class KmsPendingDeletion() : ResourceRule(FactTypes.Keys)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "kms-pending-deletion",
        Title = "No key waits to be deleted.",
        Severity = FindingSeverity.High,
        Service = "kms",
        Compliance = ["FSBP/KMS.3"],
        Rationale = "What a key has encrypted cannot be read by anybody once it is gone.",
        Remediation = "Ask who scheduled it; AWS takes CancelKeyDeletion until the day.",
        ByHand = "whoever scheduled the deletion may have meant it.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => resource["KeyMetadata.KeyManager"].Text != "CUSTOMER" ? null : Verdict.When(
        resource["KeyMetadata.KeyState"].Text is not ("PendingDeletion" or "PendingReplicaDeletion"), $"it is {resource["KeyMetadata.KeyState"]}", $"it is deleted on {resource["KeyMetadata.DeletionDate"]}",
        ("KeyState", resource["KeyMetadata.KeyState"]), ("DeletionDate", resource["KeyMetadata.DeletionDate"]));
}
