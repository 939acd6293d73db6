using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;

namespace AwsHardening.Core.Audit;

/// <summary>
/// Follows event history: reads it again and again, each time with what is late, and tells every event once. Ends when it is stopped.
/// </summary>
internal sealed class EventFollow(AwsSession session, EventLookup lookup)
{
    // An event can take that long until it can be found (CloudTrail User Guide: How CloudTrail works).
    private static readonly TimeSpan s_overlap = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(15);

    public async IAsyncEnumerable<TrailEvent> RunAsync(TrailEventQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var clock = session.AccountClock;
        var begin = query.Since ?? clock.GetUtcNow();
        var read = begin;
        Dictionary<string, DateTimeOffset> told = new(StringComparer.Ordinal);
        while (true)
        {
            var from = read - s_overlap > begin ? read - s_overlap : begin;
            read = clock.GetUtcNow();
            List<TrailEvent> fresh = [];
            await foreach (var found in lookup.FindAsync(query with { Since = Whole(from), Until = null }, cancellationToken))
            {
                if (told.TryAdd(found.EventId, found.Time))
                {
                    fresh.Add(found);
                }
            }

            // Oldest first, as they happened.
            foreach (var found in Enumerable.Reverse(fresh))
            {
                yield return found;
            }

            foreach (var (id, _) in told.Where(pair => pair.Value < from - s_overlap).ToArray())
            {
                told.Remove(id);
            }

            await Task.Delay(s_every, clock, cancellationToken);
        }
    }

    // Events have whole seconds.
    private static DateTimeOffset Whole(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));
}
