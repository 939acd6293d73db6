using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Queues are encrypted.</summary>
internal sealed class QueueEncryption() : ResourceRule(FactTypes.Queues)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "sqs-queue-encryption",
        Title = "Queues are encrypted.",
        Severity = FindingSeverity.Medium,
        Service = "sqs",
        Compliance = ["FSBP/SQS.1"],
        Rationale = "Messages lie in a queue for up to two weeks.",
        Remediation = "Turn on encryption with keys of SQS, or give the queue a KMS key.",
        Repair = new QueueEncryptionRepair(),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["Attributes.SqsManagedSseEnabled"].Text == "true" || resource["Attributes.KmsMasterKeyId"].Text is { Length: > 0 }, "it is encrypted", "it is not encrypted",
        ("SqsManagedSseEnabled", resource["Attributes.SqsManagedSseEnabled"].Text ?? "false"), ("KmsMasterKeyId", resource["Attributes.KmsMasterKeyId"].Text ?? "none"));
}
