namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Domains of OpenSearch Service take HTTPS alone, with TLS 1.2 and forward secrecy.</summary>
internal sealed class SearchDomainTls() : ResourceRule(FactTypes.SearchDomains)
{
    private const string Options = "Status.DomainEndpointOptions";

    public override RuleInfo Info { get; } = new()
    {
        Id = "opensearch-domain-tls",
        Title = "Domains of OpenSearch Service take HTTPS alone, with TLS 1.2 and forward secrecy.",
        Severity = FindingSeverity.Medium,
        Service = "opensearch",
        Compliance = ["FSBP/Opensearch.8"],
        Rationale = "Without it whoever is on the way reads queries, passwords and what is found; TLS 1.0 and 1.1 can be broken.",
        Remediation = "Ask for it: aws opensearch update-domain-config --domain-endpoint-options EnforceHTTPS=true,TLSSecurityPolicy=Policy-Min-TLS-1-2-PFS-2023-10.",
        ByHand = "clients that speak nothing newer would be cut off, and only you know your clients.",
    };

    // Amazon OpenSearch Service API Reference: DomainEndpointOptions. The other policies take TLS 1.0, or ciphers without forward secrecy.
    private static readonly string[] s_recommended = ["Policy-Min-TLS-1-2-PFS-2023-10", "Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08"];

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var (https, policy) = (resource[$"{Options}.EnforceHTTPS"], resource[$"{Options}.TLSSecurityPolicy"]);
        return Verdict.When(
            https.Flag == true && s_recommended.Contains(policy.Text), $"it takes HTTPS alone, by {policy}", https.Flag == true ? $"its policy is {policy}" : "it takes HTTP too",
            ($"{Options}.EnforceHTTPS", https), ($"{Options}.TLSSecurityPolicy", policy));
    }
}
