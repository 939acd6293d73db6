using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>
/// The flows that changes opened when they were made, as the journal has them. An instance that came later is not among them, even at
/// a place where it relies on the same rule.
/// </summary>
/// <param name="flows">What the changes gained.</param>
internal sealed class OpenedFlows(IReadOnlyList<HardeningFlow> flows)
{
    /// <summary>The same as scopes, for a network in which what was foreseen then has ids now.</summary>
    public IReadOnlyList<FlowScope> Scopes(NetworkModel model)
    {
        var names = ForeseenEndpoint.Names(model);
        return
        [
            .. flows.Where(flow => !ServiceNames.IsByName(flow)).Select(flow =>
            {
                var (source, destination) = (new Side(flow.Source, names), new Side(flow.Destination, names));
                return new FlowScope(source.Means, destination.Means, Read(flow.Traffic)) { Replies = Read(flow.Replies) };
            }),
        ];
    }

    /// <summary>True when the changes opened an interface's way to a service by its name.</summary>
    public bool HasName(string source, string destination) =>
        flows.Any(flow => ServiceNames.IsByName(flow) && flow.Source.Contains(source) && flow.Destination.Contains(destination));

    // What another version wrote in other words opened nothing as far as this one knows: it is refused rather than cut.
    private static TrafficSet Read(string text)
    {
        try
        {
            return TrafficSet.Parse(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return TrafficSet.None;
        }
    }

    private sealed class Side(IReadOnlyList<string> texts, IReadOnlyDictionary<string, string> names)
    {
        private readonly HashSet<string> _texts = [.. texts];
        private readonly Dictionary<OutsideZone, OutsideRanges?> _zones = [];

        public bool Means(FlowPlace place) => place.Zone is { } zone
            ? Of(zone)?.Covers(place.Node) == true
            : place.Members.All(member => _texts.Contains(FlowText.Member(member.Interface, member.Address))
                || (names.TryGetValue(member.Interface.Id, out var name) && _texts.Contains(name)));

        private OutsideRanges? Of(OutsideZone zone)
        {
            if (!_zones.TryGetValue(zone, out var ranges))
            {
                string?[] starts = [zone.ToString(), names.GetValueOrDefault(zone.Id)];
                var text = starts.OfType<string>().SelectMany(start => texts.Where(text => text.StartsWith($"{start} ", StringComparison.Ordinal))
                    .Select(text => text[(start.Length + 1)..])).FirstOrDefault();
                _zones[zone] = ranges = text is null ? null : OutsideRanges.Parse(text);
            }

            return ranges;
        }
    }
}
