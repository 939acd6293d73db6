using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>
/// An equivalence class of flow ends: addresses that every group, ACL and route treats alike, in one network and, where two
/// are compared, in the other as well.
/// </summary>
internal sealed class FlowPlace
{
    private readonly List<(InterfaceEnd? Before, InterfaceEnd? After)> _samples = [];
    private readonly List<(Interface Interface, Cidr Address)> _members = [];

    private FlowPlace(AddressNode node, OutsideZone? zone, IpAddress sample) => (Node, Zone, Outside) = (node, zone, sample);

    /// <summary>The class of its addresses.</summary>
    public AddressNode Node { get; }

    /// <summary>The world outside; null for interfaces.</summary>
    public OutsideZone? Zone { get; }

    /// <summary>The interfaces with their addresses (or delegated prefixes); none for a place outside.</summary>
    public IReadOnlyList<(Interface Interface, Cidr Address)> Members => _members;

    private IpAddress Outside { get; }

    public static FlowPlace Of(OutsideZone zone, AddressNode node, IpAddress sample) => new(node, zone, sample);

    public static FlowPlace Of(AddressNode node) => new(node, null, default);

    public void Add(InterfaceEnd? before, InterfaceEnd? after, Cidr address)
    {
        var side = (before ?? after)!.Interface;
        _members.Add((side, address));
        // Two of different interfaces are enough: whatever one the other end is, one of these is another.
        if (_samples.Count < 2 && _samples.All(sample => (sample.Before ?? sample.After)!.Interface.Id != side.Id))
        {
            _samples.Add((before, after));
        }
    }

    /// <summary>Ends that stand for all of a pair of places; null when both are one interface, or both are outside.</summary>
    public static ((FlowEnd? Before, FlowEnd? After) From, (FlowEnd? Before, FlowEnd? After) To)? Pair(FlowPlace from, FlowPlace to)
    {
        if (from.Node.Range.Family != to.Node.Range.Family || (from.Zone is not null && to.Zone is not null))
        {
            return null;
        }

        foreach (var a in from.Samples())
        {
            foreach (var b in to.Samples())
            {
                if (Id(a) is not { } id || id != Id(b))
                {
                    return (a, b);
                }
            }
        }

        return null;
    }

    /// <summary>True when all its addresses lie in a range that either network names; then they all do or none does.</summary>
    public bool IsIn(Cidr range) => range.Contains(Node.Range);

    /// <summary>True when its interfaces are in a subnet.</summary>
    public bool IsInSubnet(string subnetId) => Members is [var member, ..] && member.Interface.SubnetId == subnetId;

    /// <summary>True when its interfaces are in a VPC.</summary>
    public bool IsInVpc(string vpcId) => Members is [var member, ..] && member.Interface.VpcId == vpcId;

    /// <summary>True when its interfaces are in a group.</summary>
    public bool IsInGroup(string groupId) => Members is [var member, ..] && member.Interface.GroupIds.Contains(groupId);

    public override string ToString() => Zone is { } zone ? $"{zone} {Node.Range}" : string.Join(", ", Members.Select(m => $"{m.Interface.Id} {m.Address}"));

    private IEnumerable<(FlowEnd? Before, FlowEnd? After)> Samples()
    {
        if (Zone is { } zone)
        {
            var end = new OutsideEnd(zone, Outside);
            return [(end, end)];
        }

        return _samples.Select(sample => ((FlowEnd?)sample.Before, (FlowEnd?)sample.After));
    }

    private static string? Id((FlowEnd? Before, FlowEnd? After) end) => ((end.Before ?? end.After) as InterfaceEnd)?.Interface.Id;
}
