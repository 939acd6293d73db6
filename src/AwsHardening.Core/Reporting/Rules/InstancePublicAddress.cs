namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Instances have no public IPv4 address.</summary>
internal sealed class InstancePublicAddress : InstanceRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-instance-public-address",
        Title = "Instances have no public IPv4 address.",
        Severity = FindingSeverity.Medium,
        Service = "ec2",
        Compliance = ["FSBP/EC2.9"],
        Rationale = "A public address alone opens nothing, and is all that is missing when a route or a rule opens by mistake.",
        Remediation = "Put the instance behind a load balancer, and launch it again without a public address.",
        ByHand = "no call takes the address from an instance that was launched with it.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        !resource["PublicIpAddress"].Exists, "it has no public address", $"it has {resource["PublicIpAddress"]}",
        ("PublicIpAddress", resource["PublicIpAddress"]), ("SubnetId", resource["SubnetId"]));
}
