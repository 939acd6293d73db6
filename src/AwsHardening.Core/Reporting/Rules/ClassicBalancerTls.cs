namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Classic Load Balancers take nothing but TLS.</summary>
internal sealed class ClassicBalancerTls() : ResourceRule(FactTypes.ClassicBalancers)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "elb-classic-tls",
        Title = "Classic Load Balancers take nothing but TLS.",
        Severity = FindingSeverity.Medium,
        Service = "elb",
        Compliance = ["FSBP/ELB.3"],
        Rationale = "What goes over HTTP or TCP is read and changed by whoever is on the way, and a Classic Load Balancer redirects nobody.",
        Remediation = "Give each listener HTTPS or SSL and a certificate, or move to an Application Load Balancer, which redirects.",
        ByHand = "clients that speak no TLS would be cut off, and a certificate is needed.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var plain = resource["ListenerDescriptions"].Items.Select(one => one["Listener"]).Where(listener => !IsSecure(listener)).ToArray();
        return Verdict.When(plain.Length == 0, "every listener does", $"{plain.Length} listeners take what is not encrypted",
            [.. plain.Select(listener => ("ListenerDescriptions", (object?)$"{listener["Protocol"]} {listener["LoadBalancerPort"]}"))]);
    }

    /// <summary>True for a listener that TLS ends at.</summary>
    public static bool IsSecure(AuditValue listener) => listener["Protocol"].Text?.ToUpperInvariant() is "HTTPS" or "SSL";
}
