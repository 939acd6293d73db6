namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Load balancers keep access logs.</summary>
internal sealed class BalancerAccessLogs() : ResourceRule(FactTypes.LoadBalancers)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "elb-access-logs",
        Title = "Load balancers keep access logs.",
        Severity = FindingSeverity.Low,
        Service = "elb",
        Compliance = ["FSBP/ELB.5"],
        Rationale = "Without access logs nobody can say who asked for what.",
        Remediation = "Turn access logs on.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => resource["Type"].Text == "gateway" ? null : Verdict.When(
        BalancerFacts.Attribute(resource, "access_logs.s3.enabled") == "true", "it is on", "it is off", ("access_logs.s3.enabled", BalancerFacts.Attribute(resource, "access_logs.s3.enabled")));
}
