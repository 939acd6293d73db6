using AwsHardening.Core.Network.Analysis;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>
/// Who reaches whom in a whole network: for each place the sets of places that reach it, by what passes. It agrees with
/// <see cref="PathTracer"/>, pair for pair, and reckons with sets of sources instead of one at a time.
/// </summary>
internal sealed class ReachMap
{
    private readonly ReachIndex _index;
    private readonly PathTracer _tracer;
    private readonly PlaceSet _initiators;
    private readonly ReachMapWays _ways;
    private readonly PlaceSet[] _families;
    private readonly Dictionary<string, List<int>> _placesOfInterface = [];
    private readonly Dictionary<RuleSource, List<(TrafficSet Traffic, PlaceSet Members)>> _egress = [];
    private readonly ILookup<string, string> _prefixListsOfRange;

    public ReachMap(NetworkModel model)
    {
        _tracer = new PathTracer(model);
        _index = new ReachIndex(model, new FlowPlaces(model, model, _tracer, _tracer));
        _initiators = _index.Set(place => ReachIndex.Inside(place) is { } side && InterfaceRole.CanInitiate(side));
        _ways = new ReachMapWays(_index, _tracer, _initiators);
        _families = [.. new[] { IpFamily.Ipv4, IpFamily.Ipv6 }.Select(family => _index.Set(place => place.Node.Range.Family == family))];
        foreach (var (place, index) in _index.Places.Select((place, index) => (place, index)))
        {
            foreach (var id in place.Members.Select(member => member.Interface.Id).Distinct())
            {
                (_placesOfInterface.TryGetValue(id, out var list) ? list : _placesOfInterface[id] = []).Add(index);
            }
        }

        _prefixListsOfRange = model.PrefixLists.SelectMany(list => list.Value.Select(range => (range: range.ToString(), list.Key))).ToLookup(p => p.range, p => p.Key);
        AddEgress(model);
    }

    /// <summary>The places, by index.</summary>
    public IReadOnlyList<FlowPlace> Places => _index.Places;

    /// <summary>The places that reach one, by what passes; those that do not are in none of the sets.</summary>
    public IReadOnlyDictionary<Reach, PlaceSet> To(int place)
    {
        var to = _index.Places[place];
        var family = _families[(int)to.Node.Range.Family];
        ReachRow row = new(TrafficSet.Of(to.Node.Range.Family)), translated = new(TrafficSet.Of(to.Node.Range.Family));
        if (ReachIndex.Inside(to) is not { } side)
        {
            _ways.Leave(row, translated, place, Ends(to)[0], family);
        }
        else if (InterfaceRole.CanAccept(side))
        {
            var end = (InterfaceEnd)Ends(to)[0];
            _ways.Inside(row, translated, place, end, Others(to, family));
            _ways.Enter(row, end, family);
            if (row.Sources() is { } come)
            {
                row.Limit(Ingress(side, come), replies: false);
            }
        }

        // Behind a translation the groups at the destination have had their say about the translator.
        row.Add(translated);
        if (row.Sources() is { } sources)
        {
            row.Limit(Egress(to, sources), replies: false);
        }

        return row.Close();
    }

    /// <summary>Two ends of a place, of two interfaces where it has them.</summary>
    public static FlowEnd[] Ends(FlowPlace place) => place.Zone is { } zone
        ? [new OutsideEnd(zone, AddressTree.Sample(place.Node, place.Node.Range)!.Value)]
        : [.. place.Members.DistinctBy(m => m.Interface.Id).Take(2).Select(m => new InterfaceEnd(m.Interface, AddressTree.Sample(place.Node, m.Address)!.Value))];

    // Whoever can begin a connection and is another interface.
    private PlaceSet Others(FlowPlace to, PlaceSet family)
    {
        var sources = (_initiators.And(family) ?? new PlaceSet()).Copy();
        foreach (var other in to.Members.SelectMany(member => _placesOfInterface[member.Interface.Id]).Distinct())
        {
            if (FlowPlace.Pair(_index.Places[other], to) is null)
            {
                sources.Remove(other);
            }
        }

        return sources;
    }

    private TrafficPartition Ingress(Interface side, PlaceSet sources)
    {
        if (side.GroupIds.Count == 0)
        {
            return TrafficPartition.Open(sources);
        }

        TrafficPartition partition = new(sources);
        foreach (var rule in side.GroupIds.SelectMany(group => _index.Model.Rules(group, RuleDirection.Ingress)).DistinctBy(rule => rule.Key))
        {
            partition.Allow(_index.Meant(rule.Source), TrafficSet.Of(rule.Span));
        }

        return partition;
    }

    // Of all groups in the network, those rules that mean this place.
    private TrafficPartition Egress(FlowPlace to, PlaceSet sources)
    {
        TrafficPartition partition = new(sources);
        foreach (var (traffic, members) in Sources(to).SelectMany(source => _egress.GetValueOrDefault(source) ?? []))
        {
            partition.Allow(members, traffic);
        }

        return partition;
    }

    private IEnumerable<RuleSource> Sources(FlowPlace to)
    {
        for (var node = to.Node; node is not null; node = node.Parent)
        {
            yield return RuleSource.Of(node.Range);
            foreach (var list in _prefixListsOfRange[node.Range.ToString()])
            {
                yield return RuleSource.OfPrefixList(list);
            }
        }

        foreach (var group in ReachIndex.Inside(to)?.GroupIds ?? (to.Zone is { Kind: OutsideKind.Peer or OutsideKind.SharedVpc } ? _unseenGroups : []))
        {
            yield return RuleSource.OfGroup(group);
        }
    }

    private readonly List<string> _unseenGroups = [];

    private void AddEgress(NetworkModel model)
    {
        // Groups have nothing to say to what is outside, and to interfaces that have none.
        var free = _index.Groupless.Copy();
        foreach (var zone in _index.ByZone.Values)
        {
            free.UnionWith(zone);
        }

        foreach (var world in new[] { "0.0.0.0/0", "::/0" })
        {
            _egress[RuleSource.Of(Cidr.Parse(world))] = [(TrafficSet.All, free)];
        }

        foreach (var rules in model.Groups.Keys.SelectMany(group => model.Rules(group, RuleDirection.Egress)).GroupBy(rule => (rule.Source, rule.Span)))
        {
            var members = new PlaceSet();
            foreach (var group in rules.Select(rule => rule.GroupId).Distinct())
            {
                if (_index.ByGroup.TryGetValue(group, out var set))
                {
                    members.UnionWith(set);
                }
            }

            (_egress.TryGetValue(rules.Key.Source, out var list) ? list : _egress[rules.Key.Source] = []).Add((TrafficSet.Of(rules.Key.Span), members));
            if (rules.Key.Source.GroupId is { } other && !model.Groups.ContainsKey(other))
            {
                _unseenGroups.Add(other);
            }
        }
    }
}
