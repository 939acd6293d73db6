using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>A private IPv4 address of an interface, and the public one in front of it.</summary>
internal sealed class PrivateAddress(string ip, bool primary)
{
    public string Ip { get; } = ip;

    public bool IsPrimary { get; } = primary;

    public PublicAssociation? Association { get; set; }

    public JsonObject Shape(NetworkInterface eni, bool insideInstance) => Json.Of(
        ("PrivateIpAddress", Ip),
        ("Primary", IsPrimary),
        ("PrivateDnsName", eni.Subnet.Vpc.EnableDnsHostnames ? DnsNames.Private(Ip, eni.Region.Name) : null),
        ("Association", Association?.Shape(eni.Subnet.Vpc, insideInstance)));
}

/// <summary>A public address: an Elastic IP address, or one of Amazon's pool, which has no allocation.</summary>
internal sealed record PublicAssociation(string PublicIp, string IpOwnerId)
{
    public string? AllocationId { get; init; }

    public string? AssociationId { get; init; }

    /// <summary>Inside DescribeInstances an association shows no ids.</summary>
    public JsonObject Shape(Vpc vpc, bool insideInstance) => Json.Of(
        ("PublicIp", PublicIp),
        ("PublicDnsName", vpc.EnableDnsHostnames ? DnsNames.Public(PublicIp, vpc.Region.Name) : ""),
        ("IpOwnerId", IpOwnerId),
        ("AllocationId", insideInstance ? null : AllocationId),
        ("AssociationId", insideInstance ? null : AssociationId));
}
