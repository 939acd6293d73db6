using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>
/// The places of a network in the order of their addresses, and the sets of them that rules, ACLs and routes mean. A range
/// is then a stretch of places, and what one rule says of ten thousand interfaces is one set.
/// </summary>
internal sealed class ReachIndex
{
    private readonly Dictionary<RuleSource, PlaceSet> _meant = [];
    private readonly Dictionary<(string Acl, RuleDirection Direction), TrafficPartition?> _acls = [];
    private readonly Dictionary<string, IReadOnlyList<(Route? Route, PlaceSet Places)>> _routes = [];
    private readonly Dictionary<Cidr, (int First, int End)> _stretches = [];

    public ReachIndex(NetworkModel model, FlowPlaces places)
    {
        Model = model;
        Tree = places.Tree;
        var order = Tree.Nodes.Select((node, index) => (node, index)).ToDictionary(pair => pair.node, pair => pair.index);
        Places = [.. places.All.OrderBy(place => order[place.Node])];
        AddStretches(Tree, order);
        Everywhere = Set(_ => true);
        ByGroup = Sets(place => place.Members.Count == 0 ? [] : place.Members[0].Interface.GroupIds);
        BySubnet = Sets(place => Inside(place) is { } side ? [side.SubnetId] : []);
        ByTable = Sets(place => Inside(place) is { } side ? [TableOf(side)] : []);
        ByAcl = Sets(place => Inside(place) is { } side ? [model.AclOf(side.SubnetId)?.Id ?? ""] : []);
        ByZone = Places.Select((place, index) => (place, index)).Where(p => p.place.Zone is not null).GroupBy(p => p.place.Zone!.Value)
            .ToDictionary(zone => zone.Key, zone => Set(zone.Select(p => p.index)));
        Groupless = Set(place => Inside(place) is { GroupIds.Count: 0 });
    }

    public NetworkModel Model { get; }

    public AddressTree Tree { get; }

    public FlowPlace[] Places { get; }

    public PlaceSet Everywhere { get; }

    public IReadOnlyDictionary<string, PlaceSet> ByGroup { get; }

    public IReadOnlyDictionary<string, PlaceSet> BySubnet { get; }

    public IReadOnlyDictionary<string, PlaceSet> ByTable { get; }

    public IReadOnlyDictionary<string, PlaceSet> ByAcl { get; }

    public IReadOnlyDictionary<OutsideZone, PlaceSet> ByZone { get; }

    public PlaceSet Groupless { get; }

    public static Interface? Inside(FlowPlace place) => place.Zone is null ? place.Members[0].Interface : null;

    public PlaceSet Set(Func<FlowPlace, bool> isIn) => Set(Enumerable.Range(0, Places.Length).Where(index => isIn(Places[index])));

    public string TableOf(Interface side) => Model.RouteTableOf(side.SubnetId, side.VpcId)?.Id ?? side.VpcId;

    /// <summary>The places that a rule's other side means. A group of another account is one nobody here is known to be in.</summary>
    public PlaceSet Meant(RuleSource source)
    {
        if (!_meant.TryGetValue(source, out var set))
        {
            set = new PlaceSet();
            foreach (var range in source.Range is { } one ? [one] : source.PrefixListId is { } list ? Model.PrefixLists.GetValueOrDefault(list) ?? [] : [])
            {
                Fill(set, range);
            }

            if (source.GroupId is { } group)
            {
                set = Model.Groups.ContainsKey(group) ? ByGroup.GetValueOrDefault(group) ?? set
                    : Set(place => place.Zone is { Kind: OutsideKind.Peer or OutsideKind.SharedVpc });
            }

            _meant[source] = set;
        }

        return set;
    }

    /// <summary>What an ACL lets pass, by the place across; null when that is everything.</summary>
    public TrafficPartition? Acl(string aclId, RuleDirection direction)
    {
        if (!_acls.TryGetValue((aclId, direction), out var partition))
        {
            _acls[(aclId, direction)] = partition = Model.NetworkAcls.FirstOrDefault(acl => acl.Id == aclId) is { } acl ? Judge(acl, direction) : null;
        }

        return partition;
    }

    /// <summary>The places by the route that leads to them from a table.</summary>
    public IReadOnlyList<(Route? Route, PlaceSet Places)> Routes(string tableId)
    {
        if (!_routes.TryGetValue(tableId, out var routes))
        {
            _routes[tableId] = routes = [.. Part(Model.RouteTables.FirstOrDefault(table => table.Id == tableId)
                ?? new RouteTable(tableId, tableId, IsMain: true, [], []))];
        }

        return routes;
    }

    private IEnumerable<(Route? Route, PlaceSet Places)> Part(RouteTable table)
    {
        PlaceSet? open = Everywhere;
        var local = Model.Vpcs.TryGetValue(table.VpcId, out var vpc) ? vpc.Ranges.Select(range => new Route(range, RouteTarget.Local, "local", true)) : [];
        // The same order as RouteLookup's: the VPC's own range goes before a route that says the same.
        foreach (var route in local.Concat(table.Routes).OrderByDescending(route => route.Destination.PrefixLength).ThenBy(route => route.IsPropagated))
        {
            var stretch = new PlaceSet();
            Fill(stretch, route.Destination);
            if (open?.And(stretch) is { } taken)
            {
                yield return (route, taken);
                open = open.Less(stretch);
            }
        }

        if (open is not null)
        {
            yield return (null, open);
        }
    }

    private TrafficPartition? Judge(NetworkAcl acl, RuleDirection direction)
    {
        List<(TrafficSet Allowed, TrafficSet Open, PlaceSet Places)> cells = [(TrafficSet.None, TrafficSet.All, Everywhere)];
        foreach (var entry in acl.Entries.Where(entry => entry.Direction == direction).OrderBy(entry => entry.Number))
        {
            var stretch = new PlaceSet();
            Fill(stretch, entry.Range);
            var meant = TrafficSet.Of(entry.Span);
            List<(TrafficSet, TrafficSet, PlaceSet)> parted = [];
            foreach (var (allowed, open, places) in cells)
            {
                if (places.Less(stretch) is { } others)
                {
                    parted.Add((allowed, open, others));
                }

                if (places.And(stretch) is { } matched)
                {
                    parted.Add((entry.IsAllow ? allowed | (meant & open) : allowed, open - meant, matched));
                }
            }

            cells = parted;
        }

        var partition = TrafficPartition.Empty();
        foreach (var (allowed, _, places) in cells)
        {
            partition.Add(allowed, places);
        }

        return partition.Cells.Keys.All(traffic => traffic == TrafficSet.All) ? null : partition;
    }

    private void Fill(PlaceSet set, Cidr range)
    {
        var (first, end) = _stretches.GetValueOrDefault(range);
        set.AddRange(first, end);
    }

    // Nodes stand in the order of their first address, wider before narrower: all below one follow it.
    private void AddStretches(AddressTree tree, Dictionary<AddressNode, int> order)
    {
        var nodes = tree.Nodes.ToArray();
        var ends = Enumerable.Range(1, nodes.Length).ToArray();
        for (var i = nodes.Length - 1; i >= 0; i--)
        {
            if (nodes[i].Parent is { } parent)
            {
                ends[order[parent]] = Math.Max(ends[order[parent]], ends[i]);
            }
        }

        var placesBefore = new int[nodes.Length + 1];
        foreach (var place in Places)
        {
            placesBefore[order[place.Node] + 1]++;
        }

        for (var i = 1; i < placesBefore.Length; i++)
        {
            placesBefore[i] += placesBefore[i - 1];
        }

        for (var i = 0; i < nodes.Length; i++)
        {
            _stretches[nodes[i].Range] = (placesBefore[i], placesBefore[ends[i]]);
        }
    }

    private static PlaceSet Set(IEnumerable<int> indices)
    {
        var set = new PlaceSet();
        foreach (var index in indices)
        {
            set.Add(index);
        }

        return set;
    }

    private Dictionary<string, PlaceSet> Sets(Func<FlowPlace, IEnumerable<string>> keys) => Places.SelectMany((place, index) => keys(place).Select(key => (key, index)))
        .GroupBy(pair => pair.key, pair => pair.index).ToDictionary(group => group.Key, group => Set(group));
}
