namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Load balancers are protected from deletion.</summary>
internal sealed class BalancerDeletionProtection() : BalancerAttributeRule("deletion_protection.enabled", "true")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "elb-deletion-protection",
        Title = "Load balancers are protected from deletion.",
        Severity = FindingSeverity.Low,
        Service = "elb",
        Compliance = ["FSBP/ELB.6"],
        Rationale = "One call takes a site off the internet, and its name for good.",
        Remediation = "Turn deletion protection on.",
        ByHand = "whoever deletes it from a template would be stopped: the template is to say so.",
    };

    protected override bool IsAbout(AuditResource balancer) => true;
}
