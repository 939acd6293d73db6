using AwsHardening.Core.Identity.Buckets;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No resource policy of CloudWatch Logs allows everybody.</summary>
internal sealed class LogPolicyPublic() : ResourceRule(FactTypes.LogPolicies)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "logs-resource-policy-public",
        Title = "No resource policy of CloudWatch Logs allows everybody.",
        Severity = FindingSeverity.High,
        Service = "logs",
        Compliance = RuleInfo.Cis(null, null, null, "2.21"),
        Rationale = "Anybody who may write into the log groups of an account can hide in what he writes, and bill the account for it.",
        Remediation = "Name the service or the account in the policy.",
        ByHand = "which service or account it is for is known to you alone.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var open = PolicyFacts.Statements(resource["policyDocument"], $"log policy {resource["policyName"]}").Where(PublicPolicy.IsPublic).ToArray();
        return Verdict.When(open.Length == 0, "no statement allows everybody", $"{open.Length} statements allow everybody", [.. open.Select(statement => ("policyDocument", (object?)statement.Json))]);
    }
}
