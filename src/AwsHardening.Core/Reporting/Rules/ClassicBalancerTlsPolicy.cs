namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Classic Load Balancers speak TLS 1.2 alone.</summary>
internal sealed class ClassicBalancerTlsPolicy() : ResourceRule(FactTypes.ClassicBalancers)
{
    // The only predefined policy that ends before TLS 1.1 (Elastic Load Balancing User Guide: Predefined SSL security policies for Classic Load Balancers).
    private const string Modern = "ELBSecurityPolicy-TLS-1-2-2017-01";

    public override RuleInfo Info { get; } = new()
    {
        Id = "elb-classic-tls-policy",
        Title = "Classic Load Balancers speak TLS 1.2 alone.",
        Severity = FindingSeverity.Medium,
        Service = "elb",
        Compliance = ["FSBP/ELB.8"],
        Rationale = "TLS 1.0 and 1.1 can be broken, and nothing that is worth serving still needs them.",
        Remediation = $"Give the listener {Modern}, or move to an Application Load Balancer, which speaks TLS 1.3.",
        ByHand = "clients that speak nothing newer would be cut off, and only you know your clients.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var secure = resource["ListenerDescriptions"].Items.Where(one => ClassicBalancerTls.IsSecure(one["Listener"])).ToArray();
        var modern = resource["Negotiation"].Items.Where(policy => policy["PolicyAttributeDescriptions"].Items.Any(IsModern)).Select(policy => policy["PolicyName"].Text).ToHashSet();
        var old = secure.Where(one => !one["PolicyNames"].Items.Any(name => modern.Contains(name.Text))).ToArray();
        return secure.Length == 0 ? null : Verdict.When(old.Length == 0, "every listener does", $"{old.Length} listeners speak older versions",
            [.. old.Select(one => ("PolicyNames", (object?)$"{one["Listener"]["LoadBalancerPort"]}: {string.Join(", ", one["PolicyNames"].Items)}"))]);
    }

    private static bool IsModern(AuditValue attribute) => attribute["AttributeName"].Text == "Reference-Security-Policy" && attribute["AttributeValue"].Text == Modern;
}
