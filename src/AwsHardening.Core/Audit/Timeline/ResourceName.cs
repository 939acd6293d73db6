namespace AwsHardening.Core.Audit;

/// <summary>A resource by type and id, as AWS Config knows it, found from what records say of it.</summary>
/// <param name="Type">Such as <c>AWS::EC2::NetworkAcl</c>.</param>
/// <param name="Id">Such as <c>acl-0123</c>.</param>
internal sealed record ResourceName(string Type, string Id)
{
    private static readonly Dictionary<string, string> s_byPrefix = new(StringComparer.Ordinal)
    {
        ["acl"] = "AWS::EC2::NetworkAcl",
        ["eipalloc"] = "AWS::EC2::EIP",
        ["eni"] = "AWS::EC2::NetworkInterface",
        ["fl"] = "AWS::EC2::FlowLog",
        ["i"] = "AWS::EC2::Instance",
        ["igw"] = "AWS::EC2::InternetGateway",
        ["nat"] = "AWS::EC2::NatGateway",
        ["pcx"] = "AWS::EC2::VPCPeeringConnection",
        ["rtb"] = "AWS::EC2::RouteTable",
        ["sg"] = "AWS::EC2::SecurityGroup",
        ["subnet"] = "AWS::EC2::Subnet",
        ["vgw"] = "AWS::EC2::VPNGateway",
        ["vol"] = "AWS::EC2::Volume",
        ["vpc"] = "AWS::EC2::VPC",
        ["vpce"] = "AWS::EC2::VPCEndpoint",
    };

    /// <summary>Finds the resource; null where the type is neither said nor to be told from the id.</summary>
    /// <param name="id">An id, a bucket's ARN or a name.</param>
    /// <param name="type">The type, where it is known.</param>
    public static ResourceName? Of(string id, string? type)
    {
        if (id.Contains(":s3:::", StringComparison.Ordinal))
        {
            return new ResourceName("AWS::S3::Bucket", id[(id.LastIndexOf(':') + 1)..].Split('/')[0]);
        }

        type ??= id.IndexOf('-') is > 0 and var hyphen ? s_byPrefix.GetValueOrDefault(id[..hyphen]) : null;
        return type is null ? null : new ResourceName(type, id);
    }
}
