using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>What stands outside the interfaces that the account shows.</summary>
internal enum OutsideKind
{
    /// <summary>The internet, by way of an internet gateway, an egress-only one or a NAT gateway.</summary>
    Internet,

    /// <summary>What is behind a virtual private gateway: a VPN or Direct Connect.</summary>
    Vpn,

    /// <summary>A peered VPC whose interfaces cannot be seen from here.</summary>
    Peer,

    /// <summary>Amazon S3 or DynamoDB behind a gateway endpoint.</summary>
    Service,

    /// <summary>Other accounts' interfaces in a VPC that is shared with this one.</summary>
    SharedVpc,

    /// <summary>Transit gateway, firewall endpoint, appliance, carrier gateway and the like: nothing behind it can be known.</summary>
    Unseen,
}

/// <summary>A world outside.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The gateway that leads there; empty for the internet, which is one.</param>
internal readonly record struct OutsideZone(OutsideKind Kind, string Id)
{
    public static OutsideZone Internet { get; } = new(OutsideKind.Internet, "");

    /// <summary>Only answers: no connection comes from there.</summary>
    public bool OnlyAccepts => Kind == OutsideKind.Service;

    public override string ToString() => Kind == OutsideKind.Internet ? "Internet" : Id;
}

/// <summary>One end of a flow: an address of an interface, or one outside.</summary>
/// <param name="Address">The address as groups, ACLs and routes see it: for an interface never the public one.</param>
internal abstract record FlowEnd(IpAddress Address);

/// <summary>An interface's address.</summary>
internal sealed record InterfaceEnd(Interface Interface, IpAddress Address) : FlowEnd(Address)
{
    public override string ToString() => $"{Address} ({Interface.Id})";
}

/// <summary>An address outside.</summary>
internal sealed record OutsideEnd(OutsideZone Zone, IpAddress Address) : FlowEnd(Address)
{
    public override string ToString() => $"{Address} ({Zone})";
}
