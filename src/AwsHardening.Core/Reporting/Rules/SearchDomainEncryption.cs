namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Domains of OpenSearch Service are encrypted.</summary>
internal sealed class SearchDomainEncryption() : ResourceRule(FactTypes.SearchDomains)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "opensearch-domain-encryption",
        Title = "Domains of OpenSearch Service are encrypted.",
        Severity = FindingSeverity.Medium,
        Service = "opensearch",
        Compliance = ["FSBP/Opensearch.1"],
        Rationale = "Indexes, logs, swap files and automated snapshots of a domain lie in the clear otherwise.",
        Remediation = "Turn it on: aws opensearch update-domain-config --encryption-at-rest-options Enabled=true,KmsKeyId=KEY. Old engines take it at their creation alone.",
        ByHand = "it moves the whole domain to new nodes and cannot be taken back: when that is to be is yours to say.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["Status.EncryptionAtRestOptions.Enabled"].Flag == true, "it is encrypted", "it is not encrypted",
        ("Status.EncryptionAtRestOptions.Enabled", resource["Status.EncryptionAtRestOptions.Enabled"]));
}
