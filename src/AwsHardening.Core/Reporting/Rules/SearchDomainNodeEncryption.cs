namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Nodes of OpenSearch Service's domains speak TLS with each other.</summary>
internal sealed class SearchDomainNodeEncryption() : ResourceRule(FactTypes.SearchDomains)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "opensearch-domain-node-encryption",
        Title = "Nodes of OpenSearch Service's domains speak TLS with each other.",
        Severity = FindingSeverity.Medium,
        Service = "opensearch",
        Compliance = ["FSBP/Opensearch.3"],
        Rationale = "What HTTPS brought to a domain goes from node to node in the clear otherwise.",
        Remediation = "Turn it on: aws opensearch update-domain-config --node-to-node-encryption-options Enabled=true. Old engines take it at their creation alone.",
        ByHand = "it moves the whole domain to new nodes and cannot be taken back: when that is to be is yours to say.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["Status.NodeToNodeEncryptionOptions.Enabled"].Flag == true, "its nodes speak TLS", "its nodes do not speak TLS",
        ("Status.NodeToNodeEncryptionOptions.Enabled", resource["Status.NodeToNodeEncryptionOptions.Enabled"]));
}
