namespace AwsHardening.Core.Reporting.Rules;

/// <summary>VPCs reach S3 by an endpoint of their own.</summary>
internal sealed class VpcS3Endpoint() : ResourceRule(FactTypes.Vpcs, FactTypes.VpcEndpoints)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-vpc-s3-endpoint",
        Title = "VPCs reach S3 by an endpoint of their own.",
        Severity = FindingSeverity.Low,
        Service = "ec2",
        Compliance = RuleInfo.Cis(null, null, null, "6.8"),
        Rationale = "What goes to S3 leaves by the internet where there is no endpoint, and no endpoint policy says to which buckets.",
        Remediation = "Make a gateway endpoint for s3 in the VPC; it costs nothing.",
        ByHand = "it takes the way to S3 through other route tables, and policies that name addresses would refuse what comes by it.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var found = place.With(FactTypes.VpcEndpoints, "VpcId", resource["VpcId"].Text).FirstOrDefault(one => one["ServiceName"].Text?.EndsWith(".s3", StringComparison.Ordinal) == true);
        return Verdict.When(found is not null, "it has an endpoint", "it has no endpoint for s3", ("VpcEndpointId", found?["VpcEndpointId"].Text));
    }
}
