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

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) =>
        PolicyFacts.Closed(PolicyFacts.Statements(resource["policyDocument"], $"log policy {resource["policyName"]}"), "policyDocument");
}
