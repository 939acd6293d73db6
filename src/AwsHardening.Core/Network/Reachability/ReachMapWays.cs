using AwsHardening.Core.Network.Analysis;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>What routes and network ACLs let come to a place, for all sources at once.</summary>
internal sealed class ReachMapWays
{
    private readonly ReachIndex _index;
    private readonly PathTracer _tracer;

    // Sources that fare alike at gateways: with a public address, without one, NAT gateways.
    private readonly PlaceSet[] _kinds;
    private readonly PlaceSet _nats;

    public ReachMapWays(ReachIndex index, PathTracer tracer, PlaceSet initiators)
    {
        (_index, _tracer) = (index, tracer);
        bool IsNat(FlowPlace place) => ReachIndex.Inside(place)?.Type == "nat_gateway";
        _nats = index.Set(IsNat);
        var shown = index.Set(place => place.Zone is null && ReachMap.Ends(place)[0] is InterfaceEnd end
            && end.Interface.PublicAddresses.Any(address => address.Private == end.Address));
        var able = initiators.Copy();
        able.UnionWith(index.Set(place => ReachIndex.Inside(place) is { } side && InterfaceRole.IsPublicNat(side)));
        _kinds =
        [
            .. new[] { able.Less(_nats)?.And(shown), able.Less(_nats)?.Less(shown), able.And(_nats)?.And(shown), able.And(_nats)?.Less(shown) }.OfType<PlaceSet>(),
        ];
    }

    /// <summary>From interfaces to an interface.</summary>
    public void Inside(ReachRow row, ReachRow translated, int place, InterfaceEnd to, PlaceSet sources)
    {
        var near = _index.BySubnet[to.Interface.SubnetId];
        row.Add(TrafficSet.All, TrafficSet.All, "", sources.And(near));
        if (sources.Less(near) is not { } far)
        {
            return;
        }

        ReachRow ways = new(TrafficSet.Of(to.Address.Family));
        foreach (var users in _index.ByTable.Values.Select(far.And).OfType<PlaceSet>())
        {
            if (users.Less(_nats) is { } clients && Route(clients, to) is { Target: RouteTarget.Nat, Active: true } nat)
            {
                Translate(translated, clients, place, to, nat);
                continue;
            }

            if (_tracer.Routes.Leads(First(users), to, isReply: false) is (true, var unknown))
            {
                Return(ways, to, users, unknown);
            }
        }

        LimitNear(ways, place);
        LimitFar(ways, to.Interface.SubnetId, null);
        row.Add(ways);
    }

    /// <summary>From the worlds outside to an interface: by the gateway to which the route back leads.</summary>
    public void Enter(ReachRow row, InterfaceEnd to, PlaceSet family)
    {
        ReachRow ways = new(TrafficSet.Of(to.Address.Family));
        foreach (var (route, places) in _index.Routes(_index.TableOf(to.Interface)))
        {
            foreach (var zone in route is null ? [] : _index.ByZone.Where(zone => !zone.Key.OnlyAccepts))
            {
                if (places.And(zone.Value)?.And(family) is { } sources
                    && ReachMap.Ends(_index.Places[sources.First])[0] is var sample
                    && _tracer.Routes.Leads(to, sample, isReply: true) is (true, var unknown))
                {
                    ways.Add(TrafficSet.All, TrafficSet.All, $"{unknown} {_tracer.Detour(to, sample)?.TargetId}".Trim(), sources);
                }
            }
        }

        LimitFar(ways, to.Interface.SubnetId, null);
        row.Add(ways);
    }

    /// <summary>From interfaces to a place outside.</summary>
    public void Leave(ReachRow row, ReachRow translated, int place, FlowEnd to, PlaceSet family)
    {
        ReachRow ways = new(TrafficSet.Of(to.Address.Family));
        foreach (var users in _index.ByTable.Values.Select(family.And).OfType<PlaceSet>())
        {
            foreach (var alike in _kinds.Select(users.And).OfType<PlaceSet>())
            {
                if (Route(alike, to) is { Target: RouteTarget.Nat, Active: true } nat && alike.And(_nats) is null)
                {
                    Translate(translated, alike, place, to, nat);
                }
                else if (_tracer.Routes.Leads(First(alike), to, isReply: false) is (true, var unknown))
                {
                    ways.Add(TrafficSet.All, TrafficSet.All, unknown, alike);
                }
            }
        }

        LimitNear(ways, place);
        row.Add(ways);
    }

    // Which of the sources the replies find their way back to.
    private void Return(ReachRow ways, InterfaceEnd to, PlaceSet sources, string unknown)
    {
        foreach (var (_, places) in _index.Routes(_index.TableOf(to.Interface)))
        {
            if (places.And(sources) is { } some)
            {
                var (isOpen, beyond) = _tracer.Routes.Leads(to, First(some), isReply: true);
                ways.Add(TrafficSet.All, isOpen ? TrafficSet.All : TrafficSet.None, $"{unknown} {beyond}".Trim(), some);
            }
        }
    }

    private void Translate(ReachRow row, PlaceSet clients, int place, FlowEnd to, Route route)
    {
        ReachRow ways = new(TrafficSet.Of(to.Address.Family));
        if (_tracer.Routes.Nat(route.TargetId) is not { } nat)
        {
            ways.Add(TrafficSet.All, TrafficSet.All, route.TargetId, clients);
        }
        else
        {
            var onward = _tracer.Reach(nat, to);
            ways.Add(onward.Arrives & PathTracer.Translated, onward.RepliesTranslated(), onward.Unknown.Length > 0 ? route.TargetId : "", clients);
            LimitFar(ways, nat.Interface.SubnetId, _index.BySubnet.GetValueOrDefault(nat.Interface.SubnetId));
        }

        LimitNear(ways, place);
        row.Add(ways);
    }

    // The ACLs of the sources' subnets, asked about the destination.
    private void LimitNear(ReachRow row, int place)
    {
        foreach (var (acl, members) in _index.ByAcl)
        {
            row.Limit(
                members, _index.Acl(acl, RuleDirection.Egress)?.Of(place) ?? TrafficSet.All,
                _index.Acl(acl, RuleDirection.Ingress)?.Of(place) ?? TrafficSet.All, acl.Length == 0 ? "network ACL" : "");
        }
    }

    // The ACL of the subnet that packets come into, asked about each source; those in the subnet itself are not asked about.
    private void LimitFar(ReachRow row, string subnetId, PlaceSet? inSubnet)
    {
        var acl = _index.Model.AclOf(subnetId)?.Id;
        if (acl is null)
        {
            row.Limit(_index.Everywhere, TrafficSet.All, TrafficSet.All, "network ACL");
            return;
        }

        row.Limit(_index.Acl(acl, RuleDirection.Ingress), replies: false, except: inSubnet);
        row.Limit(_index.Acl(acl, RuleDirection.Egress), replies: true, except: inSubnet);
    }

    private Route? Route(PlaceSet sources, FlowEnd to) => _tracer.Routes.Find(First(sources), to);

    private InterfaceEnd First(PlaceSet sources) => (InterfaceEnd)ReachMap.Ends(_index.Places[sources.First])[0];
}
