using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>A network interface of any type.</summary>
internal sealed class NetworkInterface(string id, Subnet subnet, string interfaceType, string ownerId)
    : Ec2Resource(ResourceKind.NetworkInterface, id)
{
    public Subnet Subnet { get; } = subnet;

    /// <summary>The model's NetworkInterfaceType, such as <c>interface</c>, <c>nat_gateway</c> or <c>vpc_endpoint</c>.</summary>
    public string InterfaceType { get; } = interfaceType;

    public string OwnerId { get; } = ownerId;

    public string Description { get; set; } = "";

    public required string MacAddress { get; init; }

    /// <summary>Who asked for it on the account's behalf, such as <c>amazon-elb</c>; null for the account's own.</summary>
    public string? RequesterId { get; init; }

    public bool RequesterManaged { get; init; }

    public bool SourceDestCheck { get; set; } = true;

    /// <summary>The first is the primary one.</summary>
    public List<PrivateAddress> Addresses { get; } = [];

    public List<string> Ipv6Addresses { get; } = [];

    public IReadOnlyList<SecurityGroup> Groups { get; private set; } = [];

    public InterfaceAttachment? Attachment { get; set; }

    public PrivateAddress Primary => Addresses[0];

    public Ec2Region Region => Subnet.Vpc.Region;

    /// <summary>True for an interface that only the AWS service behind it may change.</summary>
    public bool IsManaged => RequesterManaged;

    public string Status => Attachment is null ? "available" : Attachment.Status == "detaching" ? "detaching" : "in-use";

    public string PrivateDnsName => DnsNames.Private(Primary.Ip, Region.Name);

    public void SetGroups(IReadOnlyList<SecurityGroup> groups)
    {
        foreach (var group in Groups)
        {
            group.Members.Remove(this);
        }

        Groups = groups;
        foreach (var group in groups)
        {
            group.Members.Add(this);
        }
    }

    public JsonObject Shape() => Json.Of(
    [
        .. Common(insideInstance: false),
        ("AvailabilityZone", Subnet.Zone.Name),
        ("AvailabilityZoneId", Subnet.Zone.Id),
        ("RequesterId", RequesterId),
        ("RequesterManaged", RequesterManaged),
        ("Attachment", Attachment?.Shape()),
        ("TagSet", TagList()),
    ]);

    /// <summary>As DescribeInstances shows it inside its instance.</summary>
    public JsonObject InstanceShape() => Json.Of([.. Common(insideInstance: true), ("Attachment", Attachment!.InstanceShape())]);

    private (string Name, JsonNode? Value)[] Common(bool insideInstance) =>
    [
        ("NetworkInterfaceId", Id),
        ("SubnetId", Subnet.Id),
        ("VpcId", Subnet.Vpc.Id),
        ("OwnerId", OwnerId),
        ("InterfaceType", InterfaceType),
        ("Description", Description),
        ("MacAddress", MacAddress),
        ("Status", Status),
        ("SourceDestCheck", SourceDestCheck),
        ("PrivateIpAddress", Primary.Ip),
        ("PrivateDnsName", Subnet.Vpc.EnableDnsHostnames ? PrivateDnsName : null),
        ("PrivateIpAddresses", Json.List(Addresses.Select(address => address.Shape(this, insideInstance)))),
        ("Ipv6Addresses", Json.List(Ipv6Addresses.Select(ip => Json.Of(("Ipv6Address", ip), ("IsPrimaryIpv6", false))))),
        ("Groups", GroupIdentifiers.Shape(Groups)),
        ("Association", Primary.Association?.Shape(Subnet.Vpc, insideInstance)),
    ];
}

/// <summary>Security groups as other resources list them.</summary>
internal static class GroupIdentifiers
{
    public static JsonArray Shape(IEnumerable<SecurityGroup> groups) =>
        Json.List(groups.Select(group => Json.Of(("GroupId", group.Id), ("GroupName", group.Name))));
}
