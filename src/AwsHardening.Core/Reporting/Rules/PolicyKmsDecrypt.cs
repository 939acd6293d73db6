using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No policy of the account decrypts with every KMS key.</summary>
internal sealed class PolicyKmsDecrypt() : PolicyRule("it does not decrypt with every key", "it decrypts with every key")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-policy-kms-decrypt",
        Title = "No policy of the account decrypts with every KMS key.",
        Severity = FindingSeverity.Medium,
        Service = "iam",
        Compliance = ["FSBP/KMS.1", "FSBP/KMS.2"],
        Rationale = "A key keeps data apart only as long as those who read the data are not those who may use every key.",
        Remediation = "Name the keys in Resource.",
        ByHand = "what its holders need is known to you alone; Get-PermissionUse says what they used.",
    };

    private static readonly string[] s_actions = ["kms:Decrypt", "kms:ReEncryptFrom"];

    protected override IEnumerable<string> Excess(IReadOnlyList<PolicyStatement> policy, AuditPlace place) => policy
        .Where(statement => PolicyFacts.IsPlain(statement) && s_actions.Any(statement.IsAbout)
            && PolicyFacts.IsAboutAny(statement, place.Document.Regions.Select(region => $"arn:{place.Document.Partition}:kms:{region.Name}:{place.Document.AccountId}:key/")))
        .Select(statement => statement.Json);
}
