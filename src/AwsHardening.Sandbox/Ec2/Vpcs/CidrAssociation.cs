using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>A range that belongs to a VPC or a subnet.</summary>
internal sealed record CidrAssociation(string Id, Cidr Cidr)
{
    public JsonObject ShapeOfVpc() => Json.Of(
        ("AssociationId", Id),
        ("CidrBlock", Cidr.ToString()),
        ("CidrBlockState", Json.Of(("State", "associated"))));

    public JsonObject ShapeOfVpcIpv6(string region) => Json.Of(
        ("AssociationId", Id),
        ("Ipv6CidrBlock", Cidr.ToString()),
        ("Ipv6CidrBlockState", Json.Of(("State", "associated"))),
        ("NetworkBorderGroup", region),
        ("Ipv6Pool", "Amazon"),
        ("Ipv6AddressAttribute", "public"),
        ("IpSource", "amazon"));

    public JsonObject ShapeOfSubnetIpv6() => Json.Of(
        ("AssociationId", Id),
        ("Ipv6CidrBlock", Cidr.ToString()),
        ("Ipv6CidrBlockState", Json.Of(("State", "associated"))),
        ("Ipv6AddressAttribute", "public"),
        ("IpSource", "amazon"));
}
