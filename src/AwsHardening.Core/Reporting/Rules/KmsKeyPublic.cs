using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No key policy lets everybody in.</summary>
internal sealed class KmsKeyPublic() : ResourceRule(FactTypes.Keys)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "kms-key-public",
        Title = "No key policy lets everybody in.",
        Severity = FindingSeverity.Critical,
        Service = "kms",
        Compliance = RuleInfo.Cis(null, null, null, "2.21", "FSBP/KMS.5"),
        Rationale = "Whoever gets hold of what the key has encrypted decrypts it, from any account.",
        Remediation = "Name the principals in the key policy, or hold the statement to kms:CallerAccount.",
        ByHand = "whom the key is for is known to you alone.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => resource["KeyMetadata.KeyManager"].Text != "CUSTOMER" ? null
        : PolicyFacts.Closed(PolicyFacts.Statements(resource["Policy"], $"the policy of key {resource["KeyId"]}").Where(statement => !IsOfOneAccount(statement)), "Policy");

    // KMS has a key of its own for it, which S3's meaning of public does not know.
    private static bool IsOfOneAccount(PolicyStatement statement) =>
        statement.Conditions.Any(condition => condition.IsKey("kms:CallerAccount") && condition.IsOperator("StringEquals"));
}
