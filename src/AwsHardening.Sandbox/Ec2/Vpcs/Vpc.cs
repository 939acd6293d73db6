using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>A VPC, and what AWS makes with it.</summary>
internal sealed class Vpc(string id, Ec2Region region) : Ec2Resource(ResourceKind.Vpc, id)
{
    public Ec2Region Region { get; } = region;

    public List<CidrAssociation> Cidrs { get; } = [];

    public List<CidrAssociation> Ipv6Cidrs { get; } = [];

    /// <summary><c>pending</c> or <c>available</c>.</summary>
    public string Status { get; set; } = "pending";

    public string InstanceTenancy { get; init; } = "default";

    public bool IsDefault { get; init; }

    public required string DhcpOptionsId { get; init; }

    public bool EnableDnsSupport { get; set; } = true;

    public bool EnableDnsHostnames { get; set; }

    public bool EnableNetworkAddressUsageMetrics { get; set; }

    public required RouteTable MainRouteTable { get; set; }

    public SecurityGroup DefaultGroup => Region.SecurityGroups.Rows.First(group => group.Vpc == this && group.IsDefault);

    public NetworkAcl DefaultAcl => Region.NetworkAcls.Rows.First(acl => acl.Vpc == this && acl.IsDefault);

    public IEnumerable<Cidr> AllCidrs => Cidrs.Concat(Ipv6Cidrs).Select(association => association.Cidr);

    public JsonObject Shape() => Json.Of(
        ("VpcId", Id),
        ("OwnerId", Region.State.Options.AccountId),
        ("State", Status),
        ("CidrBlock", Cidrs[0].Cidr.ToString()),
        ("DhcpOptionsId", DhcpOptionsId),
        ("InstanceTenancy", InstanceTenancy),
        ("IsDefault", IsDefault),
        ("CidrBlockAssociationSet", Json.List(Cidrs.Select(association => association.ShapeOfVpc()))),
        ("Ipv6CidrBlockAssociationSet", Json.List(Ipv6Cidrs.Select(association => association.ShapeOfVpcIpv6(Region.Name)))),
        ("Tags", TagList()));
}
