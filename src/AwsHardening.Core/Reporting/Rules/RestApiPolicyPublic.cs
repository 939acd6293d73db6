using System.Text.Json;
using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No private REST API lets in the networks of everybody.</summary>
internal sealed class RestApiPolicyPublic() : ResourceRule(FactTypes.RestApis)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "apigateway-rest-policy-public",
        Title = "No private REST API lets in the networks of everybody.",
        Severity = FindingSeverity.High,
        Service = "apigateway",
        Compliance = RuleInfo.Cis(null, null, null, "2.21"),
        Rationale = "The policy of a private API is all that keeps VPC endpoints of other accounts out.",
        Remediation = "Hold the statements of its policy to aws:SourceVpce or aws:SourceVpc, and deny whatever comes from elsewhere.",
        ByHand = "which networks are to call an API is known to you alone.",
    };

    private static readonly string[] s_not = ["StringNotEquals", "StringNotEqualsIgnoreCase", "StringNotLike", "StringNotEqualsIfExists"];
    private static readonly string[] s_whence = ["aws:SourceVpce", "aws:SourceVpc", "aws:PrincipalOrgID", "aws:PrincipalAccount", "aws:SourceAccount"];

    // A public API is open to everybody without a policy: there it can only take away, and its methods say who may call them.
    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        if (!resource["endpointConfiguration.types"].Items.Any(type => type.Text == "PRIVATE"))
        {
            return null;
        }

        if (resource["policy"].Text is not { Length: > 0 } policy)
        {
            return Verdict.Pass("without a policy nobody may call it");
        }

        var statements = PolicyFacts.Statements(new AuditValue(JsonSerializer.SerializeToElement(Plain(policy))), $"the policy of API {resource["id"]}");
        return statements.FirstOrDefault(KeepsOut) is { } guard
            ? Verdict.Pass("a statement denies whatever comes from elsewhere", ("policy", guard.Json)) : PolicyFacts.Closed(statements, "policy");
    }

    // API Gateway answers the policy as it stands inside a text of JSON.
    private static string Plain(string policy) => policy.StartsWith("{\\\"", StringComparison.Ordinal) ? JsonSerializer.Deserialize<string>($"\"{policy}\"")! : policy;

    // API Gateway Developer Guide: API Gateway resource policy examples, allow private API traffic based on source VPC or VPC endpoint.
    private static bool KeepsOut(PolicyStatement statement) => statement is { Allows: false, IsForEverybody: true, AllResourcesBut: false, Conditions.Count: > 0 }
        && statement.IsAbout("execute-api:Invoke") && statement.Resources.Any(resource => resource == "*" || resource.EndsWith("/*", StringComparison.Ordinal))
        && statement.Conditions.All(condition => s_not.Any(condition.IsOperator) && s_whence.Any(condition.IsKey) && condition.Values.Count > 0
            && condition.Values.All(value => value.AsSpan().IndexOfAny('*', '?') < 0));
}
