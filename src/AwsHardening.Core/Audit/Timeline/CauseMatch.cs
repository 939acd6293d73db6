namespace AwsHardening.Core.Audit;

/// <summary>
/// Finds the recorded call behind a configuration item. AWS Config does not say which it was, so the match is by resource and time, and
/// it says how sure it is: an item keeps no cause rather than a wrong one.
/// </summary>
internal static class CauseMatch
{
    // AWS Config captures a change within minutes of the call that made it.
    public static readonly TimeSpan CapturedWithin = TimeSpan.FromMinutes(15);

    private static readonly string[] s_makers = ["Create", "Run", "Allocate", "Import", "Copy", "Register", "Accept"];
    private static readonly string[] s_enders = ["Delete", "Terminate", "Release", "Deregister"];

    /// <summary>The items with what caused them.</summary>
    /// <param name="resourceId">The resource.</param>
    /// <param name="timeline">Its items.</param>
    /// <param name="events">What event history found by its name, in any order.</param>
    public static IReadOnlyList<ConfigTimelineItem> Apply(string resourceId, Timeline timeline, IEnumerable<TrailEvent> events)
    {
        var writes = events.Where(e => e.ReadOnly == false && e.ErrorCode is null && Names(e, resourceId)).OrderBy(e => e.Time).ToArray();
        List<ConfigTimelineItem> matched = [];
        var last = timeline.CapturedBefore;
        foreach (var item in timeline.Items)
        {
            var earliest = item.Time - CapturedWithin;
            // What was called before the last capture was captured by it. Events have whole seconds, and nothing is captured in the
            // very second of its call: what shares its second with a capture came after it.
            var from = last is { } captured && captured > earliest ? captured.AddTicks(-(captured.Ticks % TimeSpan.TicksPerSecond)) : earliest;
            last = item.Time;
            var possible = writes.Where(w => w.Time >= from && w.Time < item.Time && Explains(w, item)).ToArray();
            matched.Add(possible.Length == 0 ? item : item with
            {
                Cause = possible[^1],
                CauseCertainty = possible.Length == 1 ? ConfigCauseCertainty.OnlyWrite : ConfigCauseCertainty.LastOfSeveral,
            });
        }

        return matched;
    }

    // In its list of resources, or whole in what was asked or answered.
    private static bool Names(TrailEvent e, string id) =>
        e.Resources.Any(resource => resource.Name == id || resource.Name.EndsWith($"/{id}", StringComparison.Ordinal) || resource.Name.EndsWith($":{id}", StringComparison.Ordinal))
        || e.Record.Contains($"\"{id}\"", StringComparison.Ordinal);

    // A resource may be discovered long after it was made, as the recorder started: a change of it is no cause of that.
    private static bool Explains(TrailEvent write, ConfigTimelineItem item) => item.Status switch
    {
        "Discovered" => StartsWithAny(write.EventName, s_makers),
        "Deleted" => StartsWithAny(write.EventName, s_enders),
        _ => item.Changes.Count + item.RelationshipChanges.Count > 0,
    };

    private static bool StartsWithAny(string name, string[] words) => Array.Exists(words, word => name.StartsWith(word, StringComparison.Ordinal));
}
