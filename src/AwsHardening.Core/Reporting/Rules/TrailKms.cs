namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Trails encrypt their log files with a KMS key.</summary>
internal sealed class TrailKms() : TrailRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudtrail-kms",
        Title = "Trails encrypt their log files with a KMS key.",
        Severity = FindingSeverity.Medium,
        Service = "cloudtrail",
        Compliance = RuleInfo.Cis("3.5", "3.5", "4.5", "4.5", "FSBP/CloudTrail.2"),
        Rationale = "With a key of the account's own, reading the bucket is not enough to read the logs.",
        Remediation = "Give the trail a key: Enable-AuditBaseline -Include CloudTrail -KmsKeyId does, once the policy of the key lets CloudTrail use it.",
        ByHand = "a key costs by the month, and whoever is to read the logs must be let use it: which key is yours to say.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["KmsKeyId"].Exists, "a KMS key encrypts its log files", "no KMS key encrypts its log files", ("KmsKeyId", resource["KmsKeyId"]));
}
