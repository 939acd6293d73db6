namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Application Load Balancers drop invalid headers.</summary>
internal sealed class BalancerInvalidHeaders() : ResourceRule(FactTypes.LoadBalancers)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "elb-invalid-headers",
        Title = "Application Load Balancers drop invalid headers.",
        Severity = FindingSeverity.Medium,
        Service = "elb",
        Compliance = ["FSBP/ELB.4"],
        Rationale = "Headers that two servers read in two ways smuggle requests past the first.",
        Remediation = "Turn dropping of invalid header fields on.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => !BalancerFacts.IsApplication(resource) ? null : Verdict.When(
        BalancerFacts.Attribute(resource, "routing.http.drop_invalid_header_fields.enabled") == "true", "it is on", "it is off", ("routing.http.drop_invalid_header_fields.enabled", BalancerFacts.Attribute(resource, "routing.http.drop_invalid_header_fields.enabled")));
}
