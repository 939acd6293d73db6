namespace AwsHardening.Core.Network.Reachability;

/// <summary>Flows between ends that users named, one path for each two classes.</summary>
/// <param name="engine">The network.</param>
internal sealed class PathSearch(ReachabilityEngine engine)
{
    private readonly Dictionary<OutsideZone, IReadOnlySet<AddressNode>> _zones = FlowText.Zones(engine.Places);

    /// <summary>Every path, blocked ones too. Classes outside that fare alike at an end inside are one.</summary>
    public IEnumerable<(IReadOnlyList<string> From, IReadOnlyList<string> To, TracedPath Path)> Paths(
        IReadOnlyList<EndClass> from, IReadOnlyList<EndClass> to, TrafficSet traffic)
    {
        var pairs = from.SelectMany(a => to.Select(b => (From: a, To: b, Ends: EndClass.Pair(a, b)))).Where(pair => pair.Ends is not null);
        // Two ends inside stand alone; with an end outside, what the end inside sees decides.
        foreach (var alike in pairs.GroupBy(pair => (
            From: pair.From.Place.Zone is null ? pair.From : null, To: pair.To.Place.Zone is null ? pair.To : null,
            pair.From.Place.Zone, ToZone: pair.To.Place.Zone, Family: pair.From.Place.Node.Range.Family, Reach: Reach(pair.From, pair.To, pair.Ends!.Value, traffic))))
        {
            var first = alike.First();
            yield return (Text(alike.Select(pair => pair.From)), Text(alike.Select(pair => pair.To)), engine.Trace(first.Ends!.Value.From, first.Ends.Value.To, traffic));
        }
    }

    // By identity of the class where both are inside: no reckoning is needed to tell those apart.
    private object? Reach(EndClass from, EndClass to, (FlowEnd From, FlowEnd To) ends, TrafficSet traffic)
    {
        if (from.Place.Zone is null && to.Place.Zone is null)
        {
            return null;
        }

        var reach = engine.Reach(ends.From, ends.To);
        return (reach.Arrives & traffic, reach.Replies, reach.Unknown);
    }

    private IReadOnlyList<string> Text(IEnumerable<EndClass> classes)
    {
        EndClass[] distinct = [.. classes.Distinct()];
        return FlowText.Places([.. distinct.Select(c => (c.Place, c.Members))], _zones);
    }
}
