namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No alias of a function lets everybody call it.</summary>
internal sealed class FunctionAliasPublic() : FunctionPolicyRule(FactTypes.FunctionAliases)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "lambda-alias-public",
        Title = "No alias of a function lets everybody call it.",
        Severity = FindingSeverity.Critical,
        Service = "lambda",
        Compliance = RuleInfo.Cis(null, null, null, "2.21", "FSBP/Lambda.1"),
        Rationale = "An alias has a policy of its own, which nobody sees who looks at the function's.",
        Remediation = "Take the permission away with aws lambda remove-permission --qualifier, or add it again with the source's account.",
        ByHand = "who is to call it is known to you alone, and a permission cannot be changed but only taken away.",
    };
}
