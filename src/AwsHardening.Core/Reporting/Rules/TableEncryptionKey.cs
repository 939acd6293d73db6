namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Tables are encrypted with a KMS key.</summary>
internal sealed class TableEncryptionKey() : ResourceRule(FactTypes.Tables)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "dynamodb-encryption-key",
        Title = "Tables are encrypted with a KMS key.",
        Severity = FindingSeverity.Low,
        Service = "dynamodb",
        Rationale = "With the key that DynamoDB owns nobody can see or stop that the table is decrypted.",
        Remediation = "Encrypt the table with a KMS key: aws dynamodb update-table --sse-specification Enabled=true,SSEType=KMS,KMSMasterKeyId=<key>.",
        ByHand = "which key is yours to say: whoever reads the table must be let use it.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["Table.SSEDescription.SSEType"].Text == "KMS" && resource["Table.SSEDescription.Status"].Text is not ("DISABLED" or "DISABLING"),
        "a KMS key encrypts it", "the key of DynamoDB encrypts it", ("SSEDescription", resource["Table.SSEDescription"].Text ?? "none"));
}
