using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>From what the comparison finds to the records that users see and plans keep.</summary>
internal static class FlowText
{
    public static HardeningFlowEffect Effect(FlowDifference difference)
    {
        var zones = Zones(difference.Places);
        return new HardeningFlowEffect(Flows(difference.Lost, zones), Flows(difference.Gained, zones));
    }

    /// <summary>All classes of each world outside, by which a whole range is told from a range with holes.</summary>
    public static Dictionary<OutsideZone, IReadOnlySet<AddressNode>> Zones(FlowPlaces places) => places.Outside.GroupBy(place => place.Zone!.Value)
        .ToDictionary(zone => zone.Key, zone => (IReadOnlySet<AddressNode>)zone.Select(place => place.Node).ToHashSet());

    /// <summary>Places, with those of their interfaces that are meant.</summary>
    public static string[] Places(
        IReadOnlyList<(FlowPlace Place, IReadOnlyList<(Interface Interface, Cidr Address)> Members)> places,
        Dictionary<OutsideZone, IReadOnlySet<AddressNode>> zones)
    {
        IReadOnlySet<AddressNode> Whole(IGrouping<OutsideZone, (FlowPlace Place, IReadOnlyList<(Interface, Cidr)>)> zone) =>
            zones.GetValueOrDefault(zone.Key) ?? zone.Select(p => p.Place.Node).ToHashSet();

        return
        [
            .. places.Where(p => p.Place.Zone is not null).GroupBy(p => p.Place.Zone!.Value)
                .Select(zone => $"{zone.Key} {OutsideRanges.Of(zone.Select(p => p.Place.Node), Whole(zone))}").Order(StringComparer.Ordinal),
            .. places.SelectMany(p => p.Members).OrderBy(member => member.Address.First).Select(member => Member(member.Interface, member.Address)).Distinct(),
        ];
    }

    /// <summary>One address of an interface; of one that is yet to be made, whose address nobody knows, the name alone.</summary>
    public static string Member(Interface side, Cidr address) => side.IsForeseen ? side.Id : $"{Text(address)} ({side.Id})";

    /// <summary>One address as an address, a delegated prefix as a range.</summary>
    public static string Text(Cidr range) => range.First == range.Last ? new IpAddress(range.Family, range.First).ToString() : range.ToString();

    // Arrays: PowerShell cannot index what the compiler makes of a collection expression for a read-only list.
    private static HardeningFlow[] Flows(IReadOnlyList<FlowChange> changes, Dictionary<OutsideZone, IReadOnlySet<AddressNode>> zones) =>
    [
        .. changes.Select(change => Flow(change, zones))
            .OrderBy(flow => flow.Asked).ThenBy(flow => flow.Unlikely).ThenBy(flow => flow.ToString(), StringComparer.Ordinal),
    ];

    private static HardeningFlow Flow(FlowChange change, Dictionary<OutsideZone, IReadOnlySet<AddressNode>> zones) => new()
    {
        Source = Places(change.Sources, zones),
        Destination = Places(change.Destinations, zones),
        Traffic = change.Arrives.IsEmpty ? "" : change.Arrives.ToString(),
        Replies = change.Replies.IsEmpty ? "" : change.Replies.ToString(),
        Asked = change.IsAsked,
        Certain = change.IsCertain,
        Unlikely = change.IsUnlikely,
    };

    private static string[] Places(IReadOnlyList<FlowPlace> places, Dictionary<OutsideZone, IReadOnlySet<AddressNode>> zones) =>
        Places([.. places.Select(place => (place, place.Members))], zones);
}
