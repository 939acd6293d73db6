using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>
/// Which flows one network has that another has not: of all interfaces that either shows, the internet, and every range
/// behind a gateway, on every protocol and port. A flow that leaves for the internet and comes back to an interface's
/// public address is two flows here, and is lost when either is.
/// </summary>
internal static class FlowComparison
{
    /// <summary>Compares.</summary>
    /// <param name="before">The network as it is.</param>
    /// <param name="after">The network as it would be.</param>
    /// <param name="asked">Flows that the change is to cut; the others that it cuts are told apart from them.</param>
    /// <param name="cancellationToken">Stops between two places.</param>
    public static FlowDifference Compare(
        NetworkModel before, NetworkModel after, IReadOnlyList<FlowScope>? asked = null, CancellationToken cancellationToken = default)
    {
        asked ??= [];
        var (then, now) = (new PathTracer(before), new PathTracer(after));
        var places = new FlowPlaces(before, after, then, now);
        var touched = new TouchedPlaces(before, after);
        List<(FlowPlace From, FlowPlace To, Delta Delta)> lost = [], gained = [];
        FlowPlace[] all = [.. places.All];
        var isTouched = all.ToDictionary(place => place, touched.Contains);
        FlowPlace[] few = [.. all.Where(place => isTouched[place])];
        foreach (var from in all)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Of two places that are untouched nothing needs to be asked.
            foreach (var to in isTouched[from] ? all : few)
            {
                if (FlowPlace.Pair(from, to) is not { } pair)
                {
                    continue;
                }

                var (one, other) = (Reach(then, pair.From.Before, pair.To.Before), Reach(now, pair.From.After, pair.To.After));
                if (one != other)
                {
                    var wish = FlowScope.Wish(asked, from, to);
                    var loss = Delta.Of(one, other);
                    lost.Add((from, to, loss.Asked(wish)));
                    lost.Add((from, to, loss.Unasked(wish)));
                    gained.Add((from, to, Delta.Of(other, one)));
                }
            }
        }

        return new FlowDifference(Merge(lost), Merge(gained), places);
    }

    private static Reach Reach(PathTracer tracer, FlowEnd? from, FlowEnd? to) =>
        from is null || to is null ? Reachability.Reach.None : tracer.Reach(from, to);

    // First all sources that lose the same to a destination, then all destinations that lose the same from those sources.
    private static FlowChange[] Merge(IEnumerable<(FlowPlace From, FlowPlace To, Delta Delta)> found) =>
    [
        .. found.Where(f => !f.Delta.IsEmpty)
            .GroupBy(f => (f.To, f.Delta))
            .Select(g => (g.Key.To, g.Key.Delta, From: new PlaceList([.. g.Select(f => f.From)])))
            .GroupBy(f => (f.From, f.Delta))
            .Select(g => new FlowChange(
                g.Key.From.Places, [.. g.Select(f => f.To)], g.Key.Delta.Arrives, g.Key.Delta.Replies, g.Key.Delta.IsCertain, g.Key.Delta.IsAsked)),
    ];

    /// <summary>What one reach has that another has not.</summary>
    private sealed record Delta(TrafficSet Arrives, TrafficSet Replies, bool IsCertain, bool IsAsked)
    {
        public bool IsEmpty => Arrives.IsEmpty && Replies.IsEmpty;

        public static Delta Of(Reach one, Reach other)
        {
            // What may pass something that cannot be seen into is not known to pass it.
            var trusted = other.Unknown.Length == 0 || other.Unknown == one.Unknown ? other : Reachability.Reach.None;
            return new Delta(
                one.Arrives - trusted.Arrives,
                (one.Replies & Reachability.Reach.RepliesTo(one.Arrives & trusted.Arrives)) - trusted.Replies,
                one.Unknown.Length == 0 && other.Unknown.Length == 0,
                IsAsked: false);
        }

        public Delta Asked((TrafficSet Arrives, TrafficSet Replies) wish) =>
            this with { Arrives = Arrives & wish.Arrives, Replies = Replies & wish.Replies, IsAsked = true };

        public Delta Unasked((TrafficSet Arrives, TrafficSet Replies) wish) => this with { Arrives = Arrives - wish.Arrives, Replies = Replies - wish.Replies };
    }

    private sealed record PlaceList(FlowPlace[] Places)
    {
        public bool Equals(PlaceList? other) => other is not null && Places.AsSpan().SequenceEqual(other.Places);

        public override int GetHashCode() => Places.Aggregate(Places.Length, HashCode.Combine);
    }
}
