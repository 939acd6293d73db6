using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>A NAT gateway and its interface.</summary>
internal sealed class NatGateway(string id, Subnet subnet, NetworkInterface eni, DateTimeOffset created)
    : Ec2Resource(ResourceKind.NatGateway, id)
{
    public Subnet Subnet { get; } = subnet;

    public NetworkInterface Interface { get; } = eni;

    /// <summary>The Elastic IP address of a public NAT gateway.</summary>
    public ElasticAddress? Address { get; init; }

    public string Status { get; set; } = "pending";

    public DateTimeOffset? Deleted { get; set; }

    public JsonObject Shape() => Json.Of(
        ("NatGatewayId", Id),
        ("SubnetId", Subnet.Id),
        ("VpcId", Subnet.Vpc.Id),
        ("State", Status),
        ("ConnectivityType", Address is null ? "private" : "public"),
        ("CreateTime", Json.Time(created)),
        ("DeleteTime", Deleted is { } time ? Json.Time(time) : null),
        ("NatGatewayAddresses", new JsonArray(Json.Of(
            ("NetworkInterfaceId", Interface.Id),
            ("PrivateIp", Interface.Primary.Ip),
            ("PublicIp", Address?.PublicIp),
            ("AllocationId", Address?.Id),
            ("AssociationId", Interface.Primary.Association?.AssociationId),
            ("IsPrimary", true),
            ("Status", Status == "pending" ? "associating" : "succeeded")))),
        ("Tags", TagList()));
}
