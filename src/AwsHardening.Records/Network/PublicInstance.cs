namespace AwsHardening;

/// <summary>Something with a public address or a public name, and what of it the internet truly reaches.</summary>
public sealed record PublicInstance
{
    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>The instance's id, the load balancer's ARN, or the network interface's id.</summary>
    public required string ResourceId { get; init; }

    /// <summary>Instance, LoadBalancer, or NetworkInterface for what AWS or another service runs.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Its Name tag, the load balancer's name, or the interface's description.</summary>
    public required string Name { get; init; }

    /// <summary>AWS's word for its state, such as <c>running</c> or <c>active</c>.</summary>
    public string State { get; init; } = "";

    /// <summary>Its public DNS name; empty where it has none, null where it could not be read.</summary>
    public string? DnsName { get; init; }

    /// <summary>Its public IPv4 addresses and its IPv6 addresses.</summary>
    public required IReadOnlyList<string> PublicAddress { get; init; }

    /// <summary>Its VPC.</summary>
    public required string VpcId { get; init; }

    /// <summary>Its subnets.</summary>
    public required IReadOnlyList<string> SubnetId { get; init; }

    /// <summary>Its network interfaces.</summary>
    public required IReadOnlyList<string> InterfaceId { get; init; }

    /// <summary>Its security groups, by id.</summary>
    public required IReadOnlyList<string> GroupId { get; init; }

    /// <summary>Its security groups, by name.</summary>
    public required IReadOnlyList<string> GroupName { get; init; }

    /// <summary>
    /// True when the internet reaches some port or protocol of it, through groups, network ACLs and routes together; null
    /// where something on the way cannot be seen into.
    /// </summary>
    public bool? Reachable { get; init; }

    /// <summary>What the internet reaches, and from where.</summary>
    public IReadOnlyList<PublicPortRange> Open { get; init; } = [];

    /// <summary>What decides, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{ResourceId} {Name} {string.Join(' ', PublicAddress)}";
}

/// <summary>Ports that some of the internet reaches at one address.</summary>
/// <param name="IpAddress">The public address.</param>
/// <param name="Protocol"><c>tcp</c>, <c>udp</c>, <c>icmp</c>, <c>icmpv6</c>, <c>all</c> or other protocols' numbers.</param>
/// <param name="Ports">The ports, such as <c>80,443</c> or <c>all</c>.</param>
/// <param name="Source">From where, such as <c>0.0.0.0/0</c>.</param>
public sealed record PublicPortRange(string IpAddress, string Protocol, string Ports, string Source)
{
    /// <inheritdoc />
    public override string ToString() => $"{Protocol} {Ports} from {Source}";
}
