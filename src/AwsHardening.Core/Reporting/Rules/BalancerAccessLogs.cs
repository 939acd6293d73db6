namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Load balancers write access logs.</summary>
internal sealed class BalancerAccessLogs() : BalancerAttributeRule("access_logs.s3.enabled", "true")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "elb-access-logs",
        Title = "Load balancers write access logs.",
        Severity = FindingSeverity.Medium,
        Service = "elb",
        Compliance = RuleInfo.Cis(null, null, null, "4.10", "FSBP/ELB.5"),
        Rationale = "Without access logs nobody can say who asked a site for what.",
        Remediation = "Turn access logs on, to a bucket that the load balancer may write to.",
        ByHand = "the bucket and what it costs are yours to say.",
    };

    // Network Load Balancers log nothing but requests over TLS (User Guide for Network Load Balancers: Access logs for your Network Load Balancer).
    protected override bool IsAbout(AuditResource balancer) =>
        base.IsAbout(balancer) || (balancer["Type"].Text == "network" && balancer["Listeners"].Items.Any(listener => listener["Protocol"].Text == "TLS"));
}
