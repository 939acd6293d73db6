namespace AwsHardening.Core.Reporting.Rules;

/// <summary>VPCs reach the EC2 API by an endpoint of their own.</summary>
internal sealed class VpcEc2Endpoint() : ResourceRule(FactTypes.Vpcs, FactTypes.VpcEndpoints)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-vpc-endpoint",
        Title = "VPCs reach the EC2 API by an endpoint of their own.",
        Severity = FindingSeverity.Low,
        Service = "ec2",
        Compliance = ["FSBP/EC2.10"],
        Rationale = "Calls to the API leave by the internet where there is no endpoint.",
        Remediation = "Make an interface endpoint for the ec2 service in the VPC.",
        ByHand = "an interface endpoint costs by the hour in each subnet, and in which is yours to say.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var found = place.With(FactTypes.VpcEndpoints, "VpcId", resource["VpcId"].Text).FirstOrDefault(one => one["ServiceName"].Text?.EndsWith(".ec2", StringComparison.Ordinal) == true);
        return Verdict.When(found is not null, "it has an endpoint", "it has no endpoint for the ec2 service", ("VpcEndpointId", found?["VpcEndpointId"].Text));
    }
}
