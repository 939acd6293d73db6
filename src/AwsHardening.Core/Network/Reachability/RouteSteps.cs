using AwsHardening.Core.Network.Analysis;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>
/// Whether a subnet's routes lead to the other end (Amazon VPC User Guide, "Route tables"; VPC Peering Guide: a peering leads
/// to the VPC across and no further).
/// </summary>
internal sealed class RouteSteps(NetworkModel model, RouteLookup routes)
{
    private const string Component = "route table";

    /// <summary>The route from an interface to the other end.</summary>
    public Route? Find(InterfaceEnd from, FlowEnd to) => routes.Find(from.Interface.SubnetId, from.Interface.VpcId, to.Address);

    /// <summary>The route in a table.</summary>
    public Route? Find(RouteTable table, IpAddress to) => routes.Find(table, to);

    /// <summary>The step of that route. One that leads to a NAT gateway is shut: only a first packet passes there, by a step of its own.</summary>
    public PathStep Step(InterfaceEnd from, FlowEnd to, bool isReply)
    {
        var subnet = from.Interface.SubnetId;
        var table = model.RouteTableOf(subnet, from.Interface.VpcId)?.Id ?? from.Interface.VpcId;
        if (Find(from, to) is not { } route)
        {
            return PathStep.Shut(Component, table, isReply, "", $"no route leads {Back(isReply)}from {subnet} to {to.Address}");
        }

        var verdict = Judge(from, to, route, isReply);
        return new PathStep(
            verdict == Verdict.Unseen ? "gateway" : Component, verdict == Verdict.Unseen ? Beyond(route, from.Interface.VpcId) : table, isReply,
            verdict == Verdict.Shut ? TrafficSet.None : TrafficSet.All,
            _ => (route.Destination.ToString(), $"the route {Back(isReply)}from {subnet} to {route.Destination} {Why(from, to, route, verdict)}"))
        {
            IsUnknown = verdict == Verdict.Unseen,
        };
    }

    /// <summary>The same without words: whether the route leads there, and what on the way cannot be seen into.</summary>
    public (bool IsOpen, string Unknown) Leads(InterfaceEnd from, FlowEnd to, bool isReply) => Find(from, to) is { } route
        ? Judge(from, to, route, isReply) switch
        {
            Verdict.Open => (true, ""),
            Verdict.Unseen => (true, Beyond(route, from.Interface.VpcId)),
            _ => (false, ""),
        }
        : (false, "");

    /// <summary>What is behind a route: an address of this world may stand there. Null where nothing outside does.</summary>
    public OutsideZone? Zone(Route route, string vpcId, IpAddress to) => route.Target switch
    {
        _ when !route.Active => null,
        RouteTarget.InternetGateway or RouteTarget.EgressOnlyGateway => GatewayRanges.IsPrivate(to) ? null : OutsideZone.Internet,
        RouteTarget.Nat => NatZone(route, to),
        RouteTarget.VpnGateway => new OutsideZone(OutsideKind.Vpn, route.TargetId),
        RouteTarget.GatewayEndpoint => new OutsideZone(OutsideKind.Service, route.TargetId),
        RouteTarget.Other => new OutsideZone(OutsideKind.Unseen, route.TargetId),
        RouteTarget.Peering => Across(route, vpcId) is { } side && !model.Vpcs.ContainsKey(side.VpcId) && side.Ranges.Any(r => r.Contains(to))
            ? new OutsideZone(OutsideKind.Peer, route.TargetId) : null,
        _ => IsShared(vpcId) ? new OutsideZone(OutsideKind.SharedVpc, vpcId) : null,
    };

    /// <summary>A NAT gateway's interface, as the end that the world behind sees; null when it was not read.</summary>
    public InterfaceEnd? Nat(string natId) =>
        model.NatGateways.FirstOrDefault(nat => nat.Id == natId)?.InterfaceIds is { } ids
        && model.Interfaces.FirstOrDefault(side => ids.Contains(side.Id)) is { Addresses: [var address, ..] } found
            ? new InterfaceEnd(found, address) : null;

    private OutsideZone? NatZone(Route route, IpAddress to) => Nat(route.TargetId) is not { } nat
        ? new OutsideZone(OutsideKind.Unseen, route.TargetId)
        : Find(nat, new OutsideEnd(OutsideZone.Internet, to)) is { Target: not RouteTarget.Nat } onward ? Zone(onward, nat.Interface.VpcId, to) : null;

    private Verdict Judge(InterfaceEnd from, FlowEnd to, Route route, bool isReply)
    {
        var outside = to is OutsideEnd o && route.Active && o.Zone == Zone(route, from.Interface.VpcId, to.Address);
        return route.Target switch
        {
            _ when !route.Active => Verdict.Shut,
            RouteTarget.Local when to is InterfaceEnd end => end.Interface.VpcId == from.Interface.VpcId ? Verdict.Open : Verdict.Shut,
            RouteTarget.Peering when to is InterfaceEnd end =>
                Across(route, from.Interface.VpcId)?.VpcId == end.Interface.VpcId ? Verdict.Open : Verdict.Shut,
            RouteTarget.Other or RouteTarget.VpnGateway when to is InterfaceEnd => Verdict.Unseen,
            _ when !outside => Verdict.Shut,
            RouteTarget.InternetGateway => IsPublic(from) ? Verdict.Open : Verdict.Shut,
            RouteTarget.EgressOnlyGateway => isReply ? Verdict.Shut : Verdict.Open,
            RouteTarget.VpnGateway or RouteTarget.GatewayEndpoint => Verdict.Open,
            RouteTarget.Other or RouteTarget.Peering or RouteTarget.Local => Verdict.Unseen,
            _ => Verdict.Shut,
        };
    }

    private string Why(InterfaceEnd from, FlowEnd to, Route route, Verdict verdict) => (route.Target, verdict) switch
    {
        _ when !route.Active => "is a black hole: its target is gone",
        (RouteTarget.Local, Verdict.Open) => "is the VPC's own",
        (RouteTarget.Peering, Verdict.Open) => $"leads over {route.TargetId} to {Across(route, from.Interface.VpcId)!.VpcId}",
        (_, Verdict.Open) => $"leads to {route.TargetId}",
        (_, Verdict.Unseen) => $"leads to {Beyond(route, from.Interface.VpcId)}, behind which nothing can be seen",
        (RouteTarget.InternetGateway, _) when to is OutsideEnd && !IsPublic(from) && !GatewayRanges.IsPrivate(to.Address) =>
            $"leads to {route.TargetId}, which passes nothing of {from.Address}: it has no public address",
        (RouteTarget.EgressOnlyGateway or RouteTarget.Nat, _) when to is OutsideEnd => $"leads to {route.TargetId}, which lets no connection in",
        _ => $"leads to {Beyond(route, from.Interface.VpcId)}, where {to} is not",
    };

    private static bool IsPublic(InterfaceEnd end) =>
        end.Address.Family == IpFamily.Ipv6 || end.Interface.PublicAddresses.Any(address => address.Private == end.Address);

    private static string Beyond(Route route, string vpcId) => route.Target == RouteTarget.Local ? vpcId : route.TargetId;

    private PeeringSide? Across(Route route, string vpcId) => model.Peerings.FirstOrDefault(p => p.Active && p.Id == route.TargetId)?.Across(vpcId);

    private bool IsShared(string vpcId) => model.Vpcs.TryGetValue(vpcId, out var vpc) && vpc.OwnerId != model.AccountId;

    private static string Back(bool isReply) => isReply ? "back " : "";

    private enum Verdict
    {
        Open,
        Shut,
        Unseen,
    }
}
