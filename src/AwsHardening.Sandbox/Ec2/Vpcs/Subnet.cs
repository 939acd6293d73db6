using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>A subnet and its addresses.</summary>
internal sealed class Subnet(string id, Vpc vpc, Cidr cidr, Zone zone) : Ec2Resource(ResourceKind.Subnet, id)
{
    public Vpc Vpc { get; } = vpc;

    public Cidr Cidr { get; } = cidr;

    public Zone Zone { get; } = zone;

    public AddressSpace Addresses { get; } = new(cidr);

    public AddressSpace? Ipv6Addresses { get; private set; }

    public CidrAssociation? Ipv6 { get; private set; }

    public string Status { get; set; } = "pending";

    public bool DefaultForAz { get; init; }

    public bool MapPublicIpOnLaunch { get; set; }

    public bool AssignIpv6AddressOnCreation { get; set; }

    public required NetworkAcl Acl { get; set; }

    public required string AclAssociationId { get; set; }

    public string Arn => Vpc.Region.Arn("subnet", Id);

    public void Associate(CidrAssociation ipv6)
    {
        Ipv6 = ipv6;
        Ipv6Addresses = new AddressSpace(ipv6.Cidr);
    }

    public JsonObject Shape() => Json.Of(
        ("SubnetId", Id),
        ("SubnetArn", Arn),
        ("VpcId", Vpc.Id),
        ("OwnerId", Vpc.Region.State.Options.AccountId),
        ("State", Status),
        ("CidrBlock", Cidr.ToString()),
        ("AvailabilityZone", Zone.Name),
        ("AvailabilityZoneId", Zone.Id),
        ("AvailableIpAddressCount", Addresses.FreeCount),
        ("DefaultForAz", DefaultForAz),
        ("MapPublicIpOnLaunch", MapPublicIpOnLaunch),
        ("MapCustomerOwnedIpOnLaunch", false),
        ("AssignIpv6AddressOnCreation", AssignIpv6AddressOnCreation),
        ("Ipv6CidrBlockAssociationSet", Json.List(Ipv6 is null ? [] : [Ipv6.ShapeOfSubnetIpv6()])),
        ("EnableDns64", false),
        ("Ipv6Native", false),
        ("PrivateDnsNameOptionsOnLaunch", Json.Of(
            ("HostnameType", "ip-name"), ("EnableResourceNameDnsARecord", false), ("EnableResourceNameDnsAAAARecord", false))),
        ("Tags", TagList()));
}
