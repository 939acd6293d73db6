using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>Every place of a network, or of one before and after a change.</summary>
internal sealed class FlowPlaces
{
    private readonly Dictionary<(AddressNode, string), FlowPlace> _inside = [];
    private readonly Dictionary<(OutsideZone, AddressNode), FlowPlace> _outside = [];

    public FlowPlaces(NetworkModel before, NetworkModel after, PathTracer beforeTracer, PathTracer afterTracer)
    {
        Tree = new AddressTree(AddressTree.Ranges(before).Concat(ReferenceEquals(before, after) ? [] : AddressTree.Ranges(after)));
        AddInterfaces(before, after);
        AddOutside(before, beforeTracer);
        if (!ReferenceEquals(before, after))
        {
            AddOutside(after, afterTracer);
        }
    }

    public AddressTree Tree { get; }

    public IReadOnlyCollection<FlowPlace> Inside => _inside.Values;

    public IReadOnlyCollection<FlowPlace> Outside => _outside.Values;

    public IEnumerable<FlowPlace> All => Inside.Concat(Outside);

    private void AddInterfaces(NetworkModel before, NetworkModel after)
    {
        var later = ReferenceEquals(before, after) ? null : after.Interfaces.ToDictionary(side => side.Id);
        foreach (var side in before.Interfaces)
        {
            Add(side, later is null ? side : later.GetValueOrDefault(side.Id));
        }

        foreach (var side in later is null ? [] : after.Interfaces.ExceptBy(before.Interfaces.Select(s => s.Id), side => side.Id))
        {
            Add(null, side);
        }
    }

    private void Add(Interface? before, Interface? after)
    {
        var traits = ReferenceEquals(before, after) ? Traits(before) : $"{Traits(before)}>{Traits(after)}";
        foreach (var range in Ranges(before).Union(Ranges(after)))
        {
            foreach (var (node, sample) in range.First == range.Last ? [Single(range)] : Tree.In(range))
            {
                var key = (node, $"{traits}|{IsPublic(before, sample)}|{IsPublic(after, sample)}|{Has(before, range)}|{Has(after, range)}");
                if (!_inside.TryGetValue(key, out var place))
                {
                    _inside[key] = place = FlowPlace.Of(node);
                }

                place.Add(
                    Has(before, range) ? new InterfaceEnd(before!, sample) : null, Has(after, range) ? new InterfaceEnd(after!, sample) : null, range);
            }
        }
    }

    private (AddressNode, IpAddress) Single(Cidr range)
    {
        var address = new IpAddress(range.Family, range.First);
        return (Tree.Innermost(address), address);
    }

    // All of an interface that groups, ACLs, routes and roles ask about.
    private static string Traits(Interface? side) => side is null ? ""
        : $"{side.VpcId} {side.SubnetId} {side.Type} {side.HasPublicAddress} {string.Join(',', side.GroupIds.Order(StringComparer.Ordinal))}";

    private static bool IsPublic(Interface? side, IpAddress address) => side?.PublicAddresses.Any(a => a.Private == address) == true;

    private static bool Has(Interface? side, Cidr range) => side is not null && Ranges(side).Contains(range);

    private static IEnumerable<Cidr> Ranges(Interface? side) => side is null ? [] : side.Addresses.Select(Cidr.Of).Concat(side.Prefixes);

    // Where a route leads to is the same for all addresses of a class: route destinations are ranges like the others.
    private void AddOutside(NetworkModel model, PathTracer tracer)
    {
        var samples = Tree.Nodes.Select(node => (node, sample: AddressTree.Sample(node, node.Range))).Where(pair => pair.sample is not null).ToArray();
        foreach (var table in model.RouteTables)
        {
            foreach (var (node, sample) in samples)
            {
                if (tracer.Routes.Find(table, sample!.Value) is { } route && tracer.Routes.Zone(route, table.VpcId, sample.Value) is { } zone)
                {
                    _outside.TryAdd((zone, node), FlowPlace.Of(zone, node, sample.Value));
                }
            }
        }
    }
}
