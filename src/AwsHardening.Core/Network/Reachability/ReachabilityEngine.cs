using AwsHardening.Core.Network.Analysis;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>Answers who reaches whom in a network. It calls nothing, and the network must not change under it.</summary>
internal sealed class ReachabilityEngine
{
    private readonly PathTracer _tracer;
    private readonly Lazy<FlowPlaces> _places;
    private readonly Lazy<AddressTree> _tree;

    public ReachabilityEngine(NetworkModel model)
    {
        Model = model;
        _tracer = new PathTracer(model);
        _tree = new(() => new AddressTree(AddressTree.Ranges(model)));
        _places = new(() => new FlowPlaces(model, model, _tracer, _tracer));
    }

    public NetworkModel Model { get; }

    /// <summary>The classes of addresses that the network tells apart.</summary>
    public FlowPlaces Places => _places.Value;

    /// <summary>What becomes of a flow, hop by hop.</summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it leads.</param>
    /// <param name="traffic">Its protocol and ports, or a set of them.</param>
    public TracedPath Trace(FlowEnd from, FlowEnd to, TrafficSet traffic) => TracedPath.Trace(_tracer, from, to, traffic);

    /// <summary>All that passes from one end to another.</summary>
    public Reach Reach(FlowEnd from, FlowEnd to) => _tracer.Reach(from, to);

    /// <summary>True when a group rule's other side means an end.</summary>
    public bool Means(Rule rule, FlowEnd other) => _tracer.Groups.Matches(rule.Source, other);

    /// <summary>An interface's ends: its addresses, and of each delegated prefix one address of every class.</summary>
    public IEnumerable<InterfaceEnd> Ends(Interface side) => side.Addresses.Select(address => new InterfaceEnd(side, address))
        .Concat(side.Prefixes.SelectMany(_tree.Value.In).Select(pair => new InterfaceEnd(side, pair.Sample)));

    /// <summary>
    /// What stands at an address, seen from an interface: the interface that has it, else what its routes lead to, else the
    /// internet. An address that one interface has as its public one is the internet's: packets leave and come back.
    /// </summary>
    public FlowEnd End(InterfaceEnd seenFrom, IpAddress address)
    {
        var from = seenFrom.Interface;
        var across = Model.Peerings.Where(p => p.Active).Select(p => p.Across(from.VpcId)?.VpcId).OfType<string>().ToHashSet();
        var inside = Model.Addresses.In(Cidr.Of(address)).Select(pair => pair.Interface).ToArray();
        var found = inside.FirstOrDefault(side => side.VpcId == from.VpcId)
            ?? inside.FirstOrDefault(side => across.Contains(side.VpcId)) ?? inside.FirstOrDefault();
        return found is not null ? new InterfaceEnd(found, address) : Outside(seenFrom, address);
    }

    /// <summary>What an interface's routes lead to at an address outside; the internet where they lead nowhere.</summary>
    public OutsideEnd Outside(InterfaceEnd seenFrom, IpAddress address)
    {
        var end = new OutsideEnd(OutsideZone.Internet, address);
        return _tracer.Routes.Find(seenFrom, end) is { } route && _tracer.Routes.Zone(route, seenFrom.Interface.VpcId, address) is { } zone
            ? new OutsideEnd(zone, address) : end;
    }

    /// <summary>Which addresses of the internet reach an interface, and with what: one entry an address and set of traffic.</summary>
    public IEnumerable<ExposedAddress> Exposure(Interface side)
    {
        foreach (var to in Ends(side))
        {
            foreach (var alike in InternetClasses(to.Address.Family)
                .GroupBy(c => Reach(new OutsideEnd(OutsideZone.Internet, c.Sample), to)).Where(group => !group.Key.IsEmpty))
            {
                yield return new ExposedAddress(to, OutsideRanges.Of(alike.Select(c => c.Node), InternetNodes), alike.Key);
            }
        }
    }

    /// <summary>The best path to any of an endpoint's interfaces: Reachable before Unknown before the rest.</summary>
    /// <param name="side">The interface that begins.</param>
    /// <param name="endpoint">An interface endpoint.</param>
    /// <param name="traffic">Such as TCP 443, on which AWS's services listen.</param>
    /// <returns>Null when the endpoint has no interface that can be seen.</returns>
    public TracedPath? PathTo(Interface side, VpcEndpoint endpoint, TrafficSet traffic) => Best(
        Ends(side), Model.Interfaces.Where(other => endpoint.InterfaceIds.Contains(other.Id)).SelectMany(Ends), traffic);

    /// <summary>The best path from any of some ends to any of others; null when there is no pair.</summary>
    public TracedPath? Best(IEnumerable<FlowEnd> from, IEnumerable<FlowEnd> to, TrafficSet traffic)
    {
        FlowEnd[] targets = [.. to];
        return from.SelectMany(a => targets.Where(b => b.Address.Family == a.Address.Family).Select(b => (a, b)))
            .Select(pair => Trace(pair.a, pair.b, traffic)).MinBy(path => Rank(path.Status));
    }

    /// <summary>How good a status is; 0 is best.</summary>
    public static int Rank(NetworkPathStatus status) => Array.IndexOf(s_bestFirst, status);

    private static readonly NetworkPathStatus[] s_bestFirst =
        [NetworkPathStatus.Reachable, NetworkPathStatus.Unknown, NetworkPathStatus.OneWay, NetworkPathStatus.Blocked];

    private IReadOnlySet<AddressNode> InternetNodes => _internetNodes ??= AllInternetClasses().Select(c => c.Node).ToHashSet();

    private IReadOnlySet<AddressNode>? _internetNodes;

    private IEnumerable<(AddressNode Node, IpAddress Sample)> InternetClasses(IpFamily family) =>
        AllInternetClasses().Where(c => c.Node.Range.Family == family);

    private IEnumerable<(AddressNode Node, IpAddress Sample)> AllInternetClasses() => _tree.Value.Nodes
        .Select(node => (Node: node, Sample: AddressTree.Sample(node, node.Range)))
        .Where(c => c.Sample is { } sample && !GatewayRanges.IsPrivate(sample)).Select(c => (c.Node, c.Sample!.Value));
}
