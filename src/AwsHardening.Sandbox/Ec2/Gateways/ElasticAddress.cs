using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>An Elastic IP address.</summary>
internal sealed class ElasticAddress(string id, string publicIp, string borderGroup) : Ec2Resource(ResourceKind.Address, id)
{
    public string PublicIp { get; } = publicIp;

    public string BorderGroup { get; } = borderGroup;

    public NetworkInterface? Interface { get; set; }

    /// <summary>The private address behind it.</summary>
    public PrivateAddress? Private { get; set; }

    public string? AssociationId => Private?.Association?.AssociationId;

    public Instance? Instance => Interface?.Attachment?.Instance;

    public JsonObject Shape() => Json.Of(
        ("AllocationId", Id),
        ("PublicIp", PublicIp),
        ("Domain", "vpc"),
        ("PublicIpv4Pool", "amazon"),
        ("NetworkBorderGroup", BorderGroup),
        ("AssociationId", AssociationId),
        ("InstanceId", Instance?.Id),
        ("NetworkInterfaceId", Interface?.Id),
        ("NetworkInterfaceOwnerId", Interface?.OwnerId),
        ("PrivateIpAddress", Private?.Ip),
        ("Tags", TagList()));
}
