namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Topics are encrypted with a KMS key.</summary>
internal sealed class TopicEncryption() : ResourceRule(FactTypes.Topics)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "sns-topic-encryption",
        Title = "Topics are encrypted with a KMS key.",
        Severity = FindingSeverity.Low,
        Service = "sns",
        Rationale = "Messages of alarms say what the account is afraid of.",
        Remediation = "Give the topic a key: aws sns set-topic-attributes --attribute-name KmsMasterKeyId.",
        ByHand = "which key is yours to say: whoever publishes must be let use it.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["Attributes.KmsMasterKeyId"].Text is { Length: > 0 }, "a KMS key encrypts it", "no KMS key encrypts it", ("KmsMasterKeyId", resource["Attributes.KmsMasterKeyId"].Text ?? "none"));
}
