namespace AwsHardening.Core.Network.Reachability;

/// <summary>Some flows, such as those that a change is asked to cut.</summary>
/// <param name="Source">Whether a place is a source of them.</param>
/// <param name="Destination">Whether a place is a destination of them.</param>
/// <param name="Traffic">Their first packets; their replies go with them.</param>
internal sealed record FlowScope(Func<FlowPlace, bool> Source, Func<FlowPlace, bool> Destination, TrafficSet Traffic)
{
    /// <summary>Replies that are meant without their first packets, which go on passing.</summary>
    public TrafficSet Replies { get; init; } = TrafficSet.None;

    /// <summary>Flows of either direction between two sets of places.</summary>
    public static IReadOnlyList<FlowScope> Between(Func<FlowPlace, bool> one, Func<FlowPlace, bool> other, TrafficSet traffic) =>
        [new(one, other, traffic), new(other, one, traffic)];

    /// <summary>What some scopes together mean of the flows from one place to another: first packets, and replies.</summary>
    public static (TrafficSet Arrives, TrafficSet Replies) Wish(IReadOnlyList<FlowScope> scopes, FlowPlace from, FlowPlace to)
    {
        var (arrives, replies) = (TrafficSet.None, TrafficSet.None);
        foreach (var scope in scopes.Where(scope => scope.Source(from) && scope.Destination(to)))
        {
            (arrives, replies) = (arrives | scope.Traffic, replies | scope.Replies);
        }

        return (arrives, replies | Reach.RepliesTo(arrives));
    }
}
