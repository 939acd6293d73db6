namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No function lets everybody call it.</summary>
internal sealed class FunctionPublic() : FunctionPolicyRule(FactTypes.Functions)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "lambda-function-public",
        Title = "No function lets everybody call it.",
        Severity = FindingSeverity.Critical,
        Service = "lambda",
        Compliance = RuleInfo.Cis(null, null, null, "2.21", "FSBP/Lambda.1"),
        Rationale = "Whoever may call a function spends the account's money and does what the function's role may do; a bucket of any account may call one that trusts S3 alone.",
        Remediation = "Take the permission away with aws lambda remove-permission, or add it again with the source's account.",
        ByHand = "who is to call it is known to you alone, and a permission cannot be changed but only taken away.",
    };
}
