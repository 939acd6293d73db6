namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Load balancers speak TLS 1.2 or newer alone.</summary>
internal sealed class BalancerTlsPolicy() : ResourceRule(FactTypes.LoadBalancers)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "elb-tls-policy",
        Title = "Load balancers speak TLS 1.2 or newer alone.",
        Severity = FindingSeverity.Medium,
        Service = "elb",
        Rationale = "TLS 1.0 and 1.1 can be broken, and nothing that is worth serving still needs them.",
        Remediation = "Give the listener a policy such as ELBSecurityPolicy-TLS13-1-2-2021-06.",
        ByHand = "clients that speak nothing newer would be cut off, and only you know your clients.",
    };

    // Elastic Load Balancing User Guide: Security policies for your Application Load Balancer; the rest ends before TLS 1.2.
    private static readonly string[] s_modern = ["-TLS13-1-3-", "-TLS13-1-2-", "-FS-1-2-", "-TLS-1-2-"];

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var secure = resource["Listeners"].Items.Where(one => one["Protocol"].Text is "HTTPS" or "TLS").ToArray();
        var old = secure.Where(one => !s_modern.Any(name => one["SslPolicy"].Text?.Contains(name, StringComparison.Ordinal) == true)).ToArray();
        return secure.Length == 0 ? null : Verdict.When(old.Length == 0, "every listener does", $"{old.Length} listeners speak older versions", [.. old.Select(one => (one["ListenerArn"].ToString(), (object?)one["SslPolicy"]))]);
    }
}
