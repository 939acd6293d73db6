namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No repository lets everybody pull or push.</summary>
internal sealed class RepositoryPublic() : ResourceRule(FactTypes.Repositories)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ecr-repository-public",
        Title = "No repository lets everybody pull or push.",
        Severity = FindingSeverity.High,
        Service = "ecr",
        Compliance = RuleInfo.Cis(null, null, null, "2.21"),
        Rationale = "Whoever may push puts code where the account runs it, and whoever may pull reads what is in the images.",
        Remediation = "Name the accounts or principals in the repository's policy, or hold the statement to aws:PrincipalOrgID.",
        ByHand = "who is to pull and push is known to you alone.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) =>
        PolicyFacts.Closed(resource["Policy"], $"the policy of repository {resource["repositoryName"]}", "Policy");
}
