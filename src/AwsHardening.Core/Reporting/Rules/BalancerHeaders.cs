namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Load balancers drop invalid headers.</summary>
internal sealed class BalancerHeaders() : BalancerAttributeRule("routing.http.drop_invalid_header_fields.enabled", "true")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "elb-invalid-headers",
        Title = "Load balancers drop invalid headers.",
        Severity = FindingSeverity.Low,
        Service = "elb",
        Compliance = ["FSBP/ELB.4"],
        Rationale = "Headers that two servers read in two ways are how requests are smuggled.",
        Remediation = "Turn routing.http.drop_invalid_header_fields.enabled on.",
        ByHand = "a client that sends such headers would be refused by it, and only you know your clients.",
    };
}
