namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No secret lets everybody read it.</summary>
internal sealed class SecretPublic() : ResourceRule(FactTypes.Secrets)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "secretsmanager-secret-public",
        Title = "No secret lets everybody read it.",
        Severity = FindingSeverity.Critical,
        Service = "secretsmanager",
        Compliance = RuleInfo.Cis(null, null, null, "2.21"),
        Rationale = "A policy that names everybody gives the secret to every AWS account that can use its key.",
        Remediation = "Name the principals in the secret's policy; put it with --block-public-policy.",
        ByHand = "who is to read it is known to you alone.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) =>
        PolicyFacts.Closed(resource["Policy.ResourcePolicy"], $"the policy of secret {resource["Name"]}", "Policy.ResourcePolicy");
}
