namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Domain names of APIs speak TLS 1.2 or newer alone.</summary>
internal sealed class ApiDomainTls() : ResourceRule(FactTypes.ApiDomainNames)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "apigateway-domain-tls",
        Title = "Domain names of APIs speak TLS 1.2 or newer alone.",
        Severity = FindingSeverity.Medium,
        Service = "apigateway",
        Rationale = "TLS 1.0 and 1.1 can be broken, and nothing that is worth serving still needs them.",
        Remediation = "Give the domain name a security policy of TLS 1.2 or 1.3: aws apigateway update-domain-name.",
        ByHand = "clients that speak nothing newer would be cut off, and only you know your clients.",
    };

    // A name says nothing where it was made before there was a choice.
    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var policy = resource["securityPolicy"].Text ?? "TLS_1_0";
        return Verdict.When(policy != "TLS_1_0", $"its policy is {policy}", $"its policy is {policy}", ("securityPolicy", policy));
    }
}
