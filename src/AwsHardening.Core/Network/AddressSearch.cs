using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Core.Network;

/// <summary>Collects, for some ends, every address at the other end of a flow.</summary>
/// <param name="engine">The network.</param>
internal sealed class AddressSearch(ReachabilityEngine engine)
{
    private readonly Dictionary<OutsideZone, IReadOnlySet<AddressNode>> _zones = FlowText.Zones(engine.Places);

    /// <summary>The addresses.</summary>
    /// <param name="id">What the user named.</param>
    /// <param name="ends">What it means.</param>
    /// <param name="direction">Egress for whom the ends reach.</param>
    /// <param name="rule">Only flows that this rule lets pass; null for all.</param>
    public IEnumerable<ReachableAddress> Find(string id, IReadOnlyList<EndClass> ends, RuleDirection direction, Rule? rule)
    {
        List<(FlowPlace Place, TrafficSet Traffic, NetworkPathStatus Status)> found = [];
        foreach (var place in engine.Places.All)
        {
            var other = new EndClass(place, place.Members, Samples(place));
            var (traffic, status) = (TrafficSet.None, NetworkPathStatus.Blocked);
            foreach (var end in ends)
            {
                if ((direction == RuleDirection.Egress ? EndClass.Pair(end, other) : EndClass.Pair(other, end)) is not { } pair
                    || (rule is not null && !engine.Means(rule, direction == RuleDirection.Egress ? pair.To : pair.From)))
                {
                    continue;
                }

                var reach = engine.Reach(pair.From, pair.To).Within(rule is null ? TrafficSet.All : TrafficSet.Of(rule.Span));
                traffic |= reach.Arrives;
                status = ReachabilityEngine.Rank(reach.Status) < ReachabilityEngine.Rank(status) ? reach.Status : status;
            }

            if (!traffic.IsEmpty)
            {
                found.Add((place, traffic, status));
            }
        }

        return found.Where(f => f.Place.Zone is null).SelectMany(f => f.Place.Members.Select(member => (f.Traffic, f.Status, Member: member)))
            .OrderBy(f => f.Member.Address.Family).ThenBy(f => f.Member.Address.First)
            .Select(f => Record(id, direction, FlowText.Text(f.Member.Address), f.Member.Interface, null, f.Traffic, f.Status))
            .Concat(found.Where(f => f.Place.Zone is not null).GroupBy(f => (f.Place.Zone!.Value, f.Traffic, f.Status))
                .Select(g => Record(id, direction, OutsideRanges.Of(g.Select(f => f.Place.Node), _zones[g.Key.Value]).ToString(), null, g.Key.Value, g.Key.Traffic, g.Key.Status)));
    }

    private static FlowEnd[] Samples(FlowPlace place) => place.Zone is { } zone
        ? [new OutsideEnd(zone, AddressTree.Sample(place.Node, place.Node.Range)!.Value)]
        : [.. place.Members.DistinctBy(m => m.Interface.Id).Take(2).Select(m => new InterfaceEnd(m.Interface, AddressTree.Sample(place.Node, m.Address)!.Value))];

    private ReachableAddress Record(
        string id, RuleDirection direction, string address, Interface? side, OutsideZone? zone, TrafficSet traffic, NetworkPathStatus status) => new()
        {
            AccountId = engine.Model.AccountId,
            Region = engine.Model.Region,
            Id = id,
            Direction = direction,
            IpAddress = address,
            NetworkInterfaceId = side?.Id,
            GroupId = side?.GroupIds.ToArray() ?? [],
            Outside = zone?.ToString(),
            Traffic = traffic.ToString(),
            Status = status,
        };
}
