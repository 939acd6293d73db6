namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No domain of OpenSearch Service lets everybody on the internet in.</summary>
internal sealed class SearchDomainPublic() : ResourceRule(FactTypes.SearchDomains)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "opensearch-domain-public",
        Title = "No domain of OpenSearch Service lets everybody on the internet in.",
        Severity = FindingSeverity.Critical,
        Service = "opensearch",
        Compliance = RuleInfo.Cis(null, null, null, "2.21"),
        Rationale = "The endpoint of a domain that is in no VPC is on the internet: a policy that names everybody lets unsigned requests read, change and delete its indexes, unless fine-grained access control asks who they are from. "
            + "A domain in a VPC is reached by what its security groups let in alone, and takes no addresses in its policy: there such a policy passes.",
        Remediation = "Name the principals in the domain's access policy, or hold the statement to aws:SourceIp; or move over to a domain in a VPC. "
            + "Where fine-grained access control is to be all that guards the domain, suppress the finding, with the reason.",
        ByHand = "who is to search and write is known to you alone.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => resource["Status.VPCOptions.VPCId"] is { Exists: true } network
        ? Verdict.Pass("it is in a VPC, whose security groups say who reaches it", ("Status.VPCOptions.VPCId", network))
        : PolicyFacts.Closed(resource["Status.AccessPolicies"], $"the policy of domain {resource["DomainName"]}", "Status.AccessPolicies");
}
