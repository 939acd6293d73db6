namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Log groups are encrypted with a key of the account.</summary>
internal sealed class LogGroupEncryption() : ResourceRule(FactTypes.LogGroups)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "logs-encryption",
        Title = "Log groups are encrypted with a key of the account.",
        Severity = FindingSeverity.Low,
        Service = "logs",
        Rationale = "With a key of the account's own, reading CloudWatch Logs is not enough to read what sessions and trails wrote there.",
        Remediation = "Give the log group a key: aws logs associate-kms-key.",
        ByHand = "a key costs by the month, and whoever reads the logs must be let use it: which key is yours to say.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["kmsKeyId"].Exists, "a KMS key encrypts it", "no KMS key encrypts it", ("kmsKeyId", resource["kmsKeyId"].Text ?? "none"));
}
