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

        var destination = route.Destination.ToString();
        var (verdict, reason) = route.Active ? Judge(from, to, route, isReply) : (Verdict.Shut, "is a black hole: its target is gone");
        var text = $"the route {Back(isReply)}from {subnet} to {destination} {reason}";
        return verdict switch
        {
            Verdict.Open => PathStep.Open(Component, table, isReply, destination, text),
            Verdict.Shut => PathStep.Shut(Component, table, isReply, destination, text),
            _ => PathStep.Unseen(route.TargetId, table, isReply, destination, text) with { Component = Component },
        };
    }

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

    private (Verdict, string) Judge(InterfaceEnd from, FlowEnd to, Route route, bool isReply)
    {
        var zone = (to as OutsideEnd)?.Zone;
        var leadsTo = Zone(route, from.Interface.VpcId, to.Address);
        switch (route.Target)
        {
            case RouteTarget.Local when to is InterfaceEnd end && end.Interface.VpcId == from.Interface.VpcId:
                return (Verdict.Open, "is the VPC's own");
            case RouteTarget.Peering when Across(route, from.Interface.VpcId) is { } side && to is InterfaceEnd end && end.Interface.VpcId == side.VpcId:
                return (Verdict.Open, $"leads over {route.TargetId} to {side.VpcId}");
            case RouteTarget.InternetGateway when zone == leadsTo && zone is not null:
                return to.Address.Family == IpFamily.Ipv6 || from.Interface.PublicAddresses.Any(a => a.Private == from.Address)
                    ? (Verdict.Open, $"leads to the internet through {route.TargetId}")
                    : (Verdict.Shut, $"leads to {route.TargetId}, which passes nothing of {from.Address}: it has no public address");
            case RouteTarget.EgressOnlyGateway when zone == leadsTo && zone is not null:
                return isReply ? (Verdict.Shut, $"leads to {route.TargetId}, which lets no connection in")
                    : (Verdict.Open, $"leads to the internet through {route.TargetId}");
            case RouteTarget.Nat:
                return (Verdict.Shut, $"leads to {route.TargetId}, which lets no connection in");
            case RouteTarget.VpnGateway or RouteTarget.GatewayEndpoint when zone == leadsTo && zone is not null:
                return (Verdict.Open, $"leads to {route.TargetId}");
            case RouteTarget.Other or RouteTarget.VpnGateway when to is InterfaceEnd:
                return (Verdict.Unseen, $"leads to {route.TargetId}, behind which nothing can be seen");
            case RouteTarget.Other or RouteTarget.Peering or RouteTarget.Local when zone == leadsTo && zone is not null:
                return (Verdict.Unseen, $"leads to {leadsTo}, behind which nothing can be seen");
            default:
                return (Verdict.Shut, $"leads to {(route.Target == RouteTarget.Local ? from.Interface.VpcId : route.TargetId)}, where {to} is not");
        }
    }

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
