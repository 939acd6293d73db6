namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Classic Load Balancers write access logs.</summary>
internal sealed class ClassicBalancerLogs() : ResourceRule(FactTypes.ClassicBalancers)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "elb-classic-access-logs",
        Title = "Classic Load Balancers write access logs.",
        Severity = FindingSeverity.Medium,
        Service = "elb",
        Compliance = ["FSBP/ELB.5"],
        Rationale = "Without access logs nobody can say who asked a site for what.",
        Remediation = "Turn access logs on, to a bucket that the load balancer may write to.",
        ByHand = "the bucket and what it costs are yours to say.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["Attributes.AccessLog.Enabled"].Flag == true, "it does", "it does not", ("AccessLog.Enabled", resource["Attributes.AccessLog.Enabled"]));
}
