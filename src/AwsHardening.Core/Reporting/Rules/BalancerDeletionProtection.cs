namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Load balancers are protected from deletion.</summary>
internal sealed class BalancerDeletionProtection() : ResourceRule(FactTypes.LoadBalancers)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "elb-deletion-protection",
        Title = "Load balancers are protected from deletion.",
        Severity = FindingSeverity.Low,
        Service = "elb",
        Compliance = ["FSBP/ELB.6"],
        Rationale = "One call takes the site off the net.",
        Remediation = "Turn deletion protection on.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => resource["Type"].Text == "gateway" ? null : Verdict.When(
        BalancerFacts.Attribute(resource, "deletion_protection.enabled") == "true", "it is on", "it is off", ("deletion_protection.enabled", BalancerFacts.Attribute(resource, "deletion_protection.enabled")));
}
