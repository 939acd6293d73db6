namespace AwsHardening.Core.Network.Model;

/// <summary>A VPC.</summary>
/// <param name="Id">Its id.</param>
/// <param name="OwnerId">The account that owns it.</param>
/// <param name="Ranges">Its associated CIDR blocks, both families.</param>
public sealed record Vpc(string Id, string OwnerId, IReadOnlyList<Cidr> Ranges)
{
    /// <summary>False when it is known that names do not lead to the VPC's endpoints, because DNS support or DNS hostnames are off.</summary>
    public bool ResolvesNames { get; init; } = true;
}

/// <summary>A security group.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="VpcId">Its VPC.</param>
/// <param name="OwnerId">The account that owns it.</param>
/// <param name="Tags">Its tags.</param>
public sealed record Group(string Id, string Name, string VpcId, string OwnerId, IReadOnlyDictionary<string, string> Tags);

/// <summary>A network interface. One that is not attached holds its addresses and groups all the same, for when it will be.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">AWS's interface type.</param>
/// <param name="VpcId">Its VPC.</param>
/// <param name="SubnetId">Its subnet.</param>
/// <param name="GroupIds">Its groups; none for NAT and transit gateways.</param>
/// <param name="Addresses">Every private and IPv6 address, secondary ones too.</param>
/// <param name="Prefixes">Delegated prefixes: every address inside is the interface's.</param>
/// <param name="HasPublicAddress">True when a public IPv4 address is associated.</param>
/// <param name="Description">AWS's or the user's text.</param>
/// <param name="InstanceId">The instance, or null.</param>
public sealed record Interface(
    string Id, string Type, string VpcId, string SubnetId, IReadOnlyList<string> GroupIds, IReadOnlyList<IpAddress> Addresses,
    IReadOnlyList<Cidr> Prefixes, bool HasPublicAddress, string Description, string? InstanceId)
{
    /// <summary>Its public IPv4 addresses.</summary>
    public IReadOnlyList<PublicAddress> PublicAddresses { get; init; } = [];

    /// <summary>True for one that is yet to be made: AWS will give it an id and an address of its subnet.</summary>
    public bool IsForeseen { get; init; }
}

/// <summary>What a route leads to.</summary>
public enum RouteTarget
{
    /// <summary>The VPC itself.</summary>
    Local,

    /// <summary>A VPC peering connection.</summary>
    Peering,

    /// <summary>An internet gateway.</summary>
    InternetGateway,

    /// <summary>An egress-only internet gateway.</summary>
    EgressOnlyGateway,

    /// <summary>A NAT gateway or NAT instance.</summary>
    Nat,

    /// <summary>A virtual private gateway: a VPN or Direct Connect.</summary>
    VpnGateway,

    /// <summary>A gateway endpoint: Amazon S3 or DynamoDB, by public addresses.</summary>
    GatewayEndpoint,

    /// <summary>Anything else: transit gateway, local gateway, carrier gateway, appliance.</summary>
    Other,
}

/// <summary>One route.</summary>
/// <param name="Destination">Where to.</param>
/// <param name="Target">What kind of target.</param>
/// <param name="TargetId">The target's id.</param>
/// <param name="Active">False for a blackhole.</param>
public sealed record Route(Cidr Destination, RouteTarget Target, string TargetId, bool Active)
{
    /// <summary>True when a virtual private gateway put it there: a static route to the same destination goes first.</summary>
    public bool IsPropagated { get; init; }
}

/// <summary>A route table.</summary>
/// <param name="Id">Its id.</param>
/// <param name="VpcId">Its VPC.</param>
/// <param name="IsMain">True for the VPC's main table.</param>
/// <param name="SubnetIds">The subnets associated with it.</param>
/// <param name="Routes">Its routes.</param>
public sealed record RouteTable(string Id, string VpcId, bool IsMain, IReadOnlyList<string> SubnetIds, IReadOnlyList<Route> Routes)
{
    /// <summary>The internet and virtual private gateways whose incoming packets it routes.</summary>
    public IReadOnlyList<string> GatewayIds { get; init; } = [];
}

/// <summary>One side of a peering connection.</summary>
/// <param name="VpcId">The VPC.</param>
/// <param name="OwnerId">Its account.</param>
/// <param name="Region">Its Region.</param>
/// <param name="Ranges">Its CIDR blocks as the peering shows them.</param>
public sealed record PeeringSide(string VpcId, string OwnerId, string Region, IReadOnlyList<Cidr> Ranges);

/// <summary>A VPC peering connection.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Active">True when its status is active.</param>
/// <param name="Requester">The side that asked.</param>
/// <param name="Accepter">The side that answered.</param>
public sealed record Peering(string Id, bool Active, PeeringSide Requester, PeeringSide Accepter)
{
    /// <summary>The side across from a VPC; null when the VPC has no part in it.</summary>
    public PeeringSide? Across(string vpcId) =>
        Requester.VpcId == vpcId ? Accepter : Accepter.VpcId == vpcId ? Requester : null;
}
