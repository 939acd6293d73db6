using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>From what the comparison finds to the records that users see and plans keep.</summary>
internal static class FlowText
{
    public static HardeningFlowEffect Effect(FlowDifference difference)
    {
        // All classes of a world outside, by which a whole range is told from a range with holes.
        var zones = difference.Places.Outside.GroupBy(place => place.Zone!.Value)
            .ToDictionary(zone => zone.Key, zone => (IReadOnlySet<AddressNode>)zone.Select(place => place.Node).ToHashSet());
        return new HardeningFlowEffect(Flows(difference.Lost, zones), Flows(difference.Gained, zones));
    }

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
    [
        .. places.Where(place => place.Zone is not null).GroupBy(place => place.Zone!.Value)
            .Select(zone => $"{zone.Key} {OutsideRanges.Of(zone.Select(place => place.Node), zones[zone.Key])}").Order(StringComparer.Ordinal),
        .. places.SelectMany(place => place.Members).OrderBy(member => member.Address.First)
            .Select(member => $"{Text(member.Address)} ({member.Interface.Id})").Distinct(),
    ];

    private static string Text(Cidr range) => range.First == range.Last ? new IpAddress(range.Family, range.First).ToString() : range.ToString();
}
