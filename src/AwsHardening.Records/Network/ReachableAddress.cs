namespace AwsHardening;

/// <summary>An address that the interfaces behind a rule, group or instance truly reach, or that truly reaches them.</summary>
public sealed record ReachableAddress
{
    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>What was asked about: a rule, a group, an instance, an interface, a subnet.</summary>
    public required string Id { get; init; }

    /// <summary>Egress where the address is reached, Ingress where it reaches.</summary>
    public required RuleDirection Direction { get; init; }

    /// <summary>The address; a range for delegated prefixes and for what is outside.</summary>
    public required string IpAddress { get; init; }

    /// <summary>Its interface; null outside.</summary>
    public required string? NetworkInterfaceId { get; init; }

    /// <summary>The interface's groups.</summary>
    public required IReadOnlyList<string> GroupId { get; init; }

    /// <summary>The world outside that it belongs to, <c>Internet</c> or a gateway's id; null for interfaces.</summary>
    public required string? Outside { get; init; }

    /// <summary>Protocols and destination ports.</summary>
    public required string Traffic { get; init; }

    /// <summary>The best of what becomes of the flows: Reachable before Unknown before OneWay.</summary>
    public required NetworkPathStatus Status { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{IpAddress}: {Traffic}";
}
