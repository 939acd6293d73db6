using AwsHardening.Core.Network.Analysis;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>
/// Follows a flow's first packet and its replies from hop to hop. A step says what it lets pass as a whole set of packets,
/// so that one walk answers for every protocol and port.
/// </summary>
internal sealed class PathTracer
{
    /// <summary>What a NAT gateway translates: "TCP, UDP, and ICMP" (Amazon VPC User Guide, "NAT gateways").</summary>
    public static TrafficSet Translated { get; } = TrafficSet.None.With(tcp: PortSet.All, udp: PortSet.All, icmp: PortSet.All, icmpv6: PortSet.All);

    private readonly NetworkModel _model;
    private readonly AclSteps _acls;
    private readonly RouteLookup _lookup;

    public PathTracer(NetworkModel model)
    {
        _model = model;
        Groups = new GroupSteps(model);
        _acls = new AclSteps(model);
        _lookup = new RouteLookup(model);
        Routes = new RouteSteps(model, _lookup);
    }

    public RouteSteps Routes { get; }

    public GroupSteps Groups { get; }

    /// <summary>Which flows pass.</summary>
    public Reach Reach(FlowEnd from, FlowEnd to)
    {
        var family = TrafficSet.Of(from.Address.Family);
        var (there, back, unknown) = (family, family, "");
        foreach (var step in Steps(from, to))
        {
            if (step.IsReply)
            {
                back &= step.Passes;
            }
            else if ((there &= step.Passes).IsEmpty)
            {
                return Reachability.Reach.None;
            }

            unknown = step.IsUnknown ? $"{unknown} {step.ResourceId}" : unknown;
        }

        return Reachability.Reach.Of(there, back, unknown.Trim());
    }

    /// <summary>The steps, in the order in which packets meet them: first those of the first packet, then those of the replies.</summary>
    public IEnumerable<PathStep> Steps(FlowEnd from, FlowEnd to)
    {
        if (from.Address.Family != to.Address.Family)
        {
            return [PathStep.Shut("address", from.Address.ToString(), false, "", $"{from.Address} and {to.Address} are of two families")];
        }

        return (from, to) switch
        {
            (InterfaceEnd a, InterfaceEnd b) when a.Interface.Id == b.Interface.Id =>
                [PathStep.Shut("network interface", a.Interface.Id, false, "", "both ends are one interface")],
            (InterfaceEnd a, _) when !CanInitiate(a.Interface, to) =>
                [PathStep.Shut("network interface", a.Interface.Id, false, "", InterfaceRole.WhyNot(a.Interface, initiates: true))],
            (_, InterfaceEnd b) when !InterfaceRole.CanAccept(b.Interface) =>
                [PathStep.Shut("network interface", b.Interface.Id, false, "", InterfaceRole.WhyNot(b.Interface, initiates: false))],
            (InterfaceEnd a, InterfaceEnd b) when a.Interface.SubnetId == b.Interface.SubnetId => InsideSubnet(a, b),
            (InterfaceEnd a, _) => Leave(a, to),
            (OutsideEnd o, InterfaceEnd b) => Enter(o, b),
            _ => [PathStep.Shut("address", from.Address.ToString(), false, "", "both ends are outside the account's networks")],
        };
    }

    /// <summary>The route by which a gateway itself sends incoming packets elsewhere than to their interface; null as a rule.</summary>
    public Route? Detour(InterfaceEnd to, FlowEnd from) => Routes.Find(to, from) is { } route
        && _model.RouteTableOfGateway(route.TargetId) is { } edge && _lookup.Find(edge, to.Address) is { Target: not RouteTarget.Local } detour ? detour : null;

    private static bool CanInitiate(Interface side, FlowEnd to) =>
        InterfaceRole.CanInitiate(side) || (to is OutsideEnd && InterfaceRole.IsPublicNat(side));

    // "Network ACLs ... don't apply to traffic inside the subnet."
    private IEnumerable<PathStep> InsideSubnet(InterfaceEnd a, InterfaceEnd b) =>
        [Groups.Step(a, RuleDirection.Egress, b), Groups.Step(b, RuleDirection.Ingress, a)];

    private IEnumerable<PathStep> Leave(InterfaceEnd a, FlowEnd to)
    {
        yield return Groups.Step(a, RuleDirection.Egress, to);
        if (Routes.Find(a, to) is { Target: RouteTarget.Nat, Active: true } route && a.Interface.Type != "nat_gateway")
        {
            foreach (var step in Translate(a, to, route))
            {
                yield return step;
            }

            yield break;
        }

        var subnet = a.Interface.SubnetId;
        yield return _acls.Step(subnet, RuleDirection.Egress, to.Address, isReply: false);
        yield return Routes.Step(a, to, isReply: false);
        if (to is InterfaceEnd b)
        {
            yield return _acls.Step(b.Interface.SubnetId, RuleDirection.Ingress, a.Address, isReply: false);
            yield return Groups.Step(b, RuleDirection.Ingress, a);
            yield return _acls.Step(b.Interface.SubnetId, RuleDirection.Egress, a.Address, isReply: true);
            yield return Routes.Step(b, a, isReply: true);
        }

        yield return _acls.Step(subnet, RuleDirection.Ingress, to.Address, isReply: true);
    }

    // From the client to the gateway the packet keeps its ends; from there on the gateway's interface is the source.
    private IEnumerable<PathStep> Translate(InterfaceEnd a, FlowEnd to, Route route)
    {
        var subnet = a.Interface.SubnetId;
        yield return _acls.Step(subnet, RuleDirection.Egress, to.Address, isReply: false);
        if (Routes.Nat(route.TargetId) is not { } nat)
        {
            yield return PathStep.Unseen(PathStep.NatGateway, route.TargetId, false, route.Destination.ToString(), $"{route.TargetId} was not read");
            yield break;
        }

        yield return PathStep.Open("route table", _model.RouteTableOf(subnet, a.Interface.VpcId)?.Id ?? "", false, route.Destination.ToString(),
            $"the route from {subnet} to {route.Destination} leads to {route.TargetId}");
        var apart = nat.Interface.SubnetId != subnet;
        if (apart)
        {
            yield return _acls.Step(nat.Interface.SubnetId, RuleDirection.Ingress, a.Address, isReply: false);
        }

        var onward = Reach(nat, to);
        yield return new PathStep(PathStep.NatGateway, route.TargetId, false, onward.Arrives & Translated, traffic => ExplainOnward(nat, to, traffic))
        {
            IsUnknown = onward.Unknown.Length > 0,
        };
        yield return new PathStep(PathStep.NatGateway, route.TargetId, true, onward.RepliesTranslated(), traffic => ExplainOnward(nat, to, traffic));
        if (apart)
        {
            yield return _acls.Step(nat.Interface.SubnetId, RuleDirection.Egress, a.Address, isReply: true);
        }

        yield return _acls.Step(subnet, RuleDirection.Ingress, to.Address, isReply: true);
    }

    private (string, string) ExplainOnward(InterfaceEnd nat, FlowEnd to, TrafficSet traffic)
    {
        var reach = Reach(nat, to);
        var blocking = Steps(nat, to).FirstOrDefault(step => step.IsReply ? (step.Passes & Reachability.Reach.EphemeralTraffic).IsEmpty : (step.Passes & traffic).IsEmpty);
        return blocking is null
            ? ("", $"{nat.Interface.Id} of the NAT gateway reaches {to} with {reach.Arrives & Translated}")
            : (blocking.Explain(blocking.IsReply ? Reachability.Reach.EphemeralTraffic : traffic).RuleId,
                $"from {nat.Interface.Id} of the NAT gateway on: {blocking.Explain(traffic).Reason}");
    }

    // What comes from outside comes by the gateway to which the subnet's own route back leads.
    private IEnumerable<PathStep> Enter(OutsideEnd from, InterfaceEnd b)
    {
        if (from.Zone.OnlyAccepts)
        {
            yield return PathStep.Shut("gateway endpoint", from.Zone.Id, false, "", "a gateway endpoint answers and never initiates");
            yield break;
        }

        yield return Routes.Step(b, from, isReply: true) with { IsReply = false };
        if (Detour(b, from) is { } detour)
        {
            yield return PathStep.Unseen("gateway", detour.TargetId, false, detour.Destination.ToString(),
                $"a route of the gateway to {detour.Destination} leads to {detour.TargetId}, behind which nothing can be seen");
        }

        var subnet = b.Interface.SubnetId;
        yield return _acls.Step(subnet, RuleDirection.Ingress, from.Address, isReply: false);
        yield return Groups.Step(b, RuleDirection.Ingress, from);
        yield return _acls.Step(subnet, RuleDirection.Egress, from.Address, isReply: true);
    }
}
