namespace AwsHardening.Core.Network.Model;

/// <summary>What a <see cref="NetworkModel"/> is made from.</summary>
public sealed record NetworkFacts
{
    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>VPCs.</summary>
    public IReadOnlyList<Vpc> Vpcs { get; init; } = [];

    /// <summary>Security groups.</summary>
    public IReadOnlyList<Group> Groups { get; init; } = [];

    /// <summary>Their rules.</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = [];

    /// <summary>Network interfaces.</summary>
    public IReadOnlyList<Interface> Interfaces { get; init; } = [];

    /// <summary>Route tables.</summary>
    public IReadOnlyList<RouteTable> RouteTables { get; init; } = [];

    /// <summary>Peering connections.</summary>
    public IReadOnlyList<Peering> Peerings { get; init; } = [];

    /// <summary>Ranges by prefix list id.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Cidr>> PrefixLists { get; init; } =
        new Dictionary<string, IReadOnlyList<Cidr>>();

    /// <summary>Subnets.</summary>
    public IReadOnlyList<Subnet> Subnets { get; init; } = [];

    /// <summary>Network ACLs.</summary>
    public IReadOnlyList<NetworkAcl> NetworkAcls { get; init; } = [];

    /// <summary>NAT gateways.</summary>
    public IReadOnlyList<NatGateway> NatGateways { get; init; } = [];

    /// <summary>VPC endpoints.</summary>
    public IReadOnlyList<VpcEndpoint> Endpoints { get; init; } = [];
}
