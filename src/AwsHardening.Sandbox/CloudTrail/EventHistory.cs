using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.CloudTrail;

/// <summary>Event history: the management events of the last 90 days, a Region at a time (CloudTrail API Reference: LookupEvents).</summary>
internal sealed class EventHistory(TimeProvider clock)
{
    private const int LookupsPerSecond = 2;
    private const int MaxPage = 50;

    private static readonly TimeSpan s_kept = TimeSpan.FromDays(90);

    private readonly List<TrailEvent> _events = [];
    private readonly Dictionary<string, Queue<DateTimeOffset>> _lookups = new(StringComparer.Ordinal);

    public IReadOnlyList<TrailEvent> Events => _events;

    /// <summary>How long it takes until an event can be found; AWS says within 5 minutes on average, and up to 15.</summary>
    public TimeSpan Delay { get; set; }

    public void Add(TrailEvent added) => _events.Add(added);

    public JsonObject Lookup(ServiceInput input, string region)
    {
        Throttle(region);
        var size = input.Number("MaxResults") ?? MaxPage;
        if (size is < 1 or > MaxPage)
        {
            throw new AwsErrorException("InvalidMaxResultsException", $"A value must be specified for MaxResults between 1 and {MaxPage}.");
        }

        var passes = Attribute(input.Items("LookupAttributes"));
        var now = clock.GetUtcNow();
        var (start, end) = (input.Time("StartTime") ?? DateTimeOffset.MinValue, input.Time("EndTime") ?? DateTimeOffset.MaxValue);
        if (start > end)
        {
            throw new AwsErrorException("InvalidTimeRangeException", "The start time must be before the end time.");
        }

        var before = Token(input.Text("NextToken"));
        // Newest first, and of one second the latest first.
        var found = _events.Where(e => e.Region == region && e.Sequence < before && e.Time >= start && e.Time <= end
                && e.Time >= now - s_kept && e.Time + Delay <= now && passes(e) && input.Text("EventCategory") is null)
            .OrderByDescending(e => e.Sequence).Take(size + 1).ToList();
        var page = found.Take(size).ToList();
        var answer = new JsonObject { ["Events"] = new JsonArray([.. page.Select(e => e.Show())]) };
        if (found.Count > size)
        {
            answer["NextToken"] = $"before-{page[^1].Sequence}";
        }

        return answer;
    }

    private static long Token(string? token) => token is null ? long.MaxValue
        : token.StartsWith("before-", StringComparison.Ordinal) && long.TryParse(token.AsSpan(7), CultureInfo.InvariantCulture, out var before)
            ? before
            : throw new AwsErrorException("InvalidNextTokenException", "Invalid NextToken.");

    private static Func<TrailEvent, bool> Attribute(IReadOnlyList<JsonObject> attributes)
    {
        if (attributes.Count == 0)
        {
            return _ => true;
        }

        if (attributes.Count > 1)
        {
            throw Invalid("You can only specify one lookup attribute.");
        }

        var value = (string?)attributes[0]["AttributeValue"] ?? "";
        return (string?)attributes[0]["AttributeKey"] switch
        {
            "EventId" => e => e.Id == value,
            "EventName" => e => e.Name == value,
            "EventSource" => e => e.Source == value,
            "Username" => e => e.UserName == value,
            "ReadOnly" => e => (e.ReadOnly ? "true" : "false") == value,
            "AccessKeyId" => e => e.AccessKeyId == value,
            "ResourceType" => e => e.Resources.Any(r => r.Type == value),
            "ResourceName" => e => e.Resources.Any(r => r.Name == value),
            var other => throw Invalid($"{other} is not a valid lookup attribute key."),
        };
    }

    private static AwsErrorException Invalid(string message) => new("InvalidLookupAttributesException", message);

    private void Throttle(string region)
    {
        if (!_lookups.TryGetValue(region, out var recent))
        {
            _lookups[region] = recent = new Queue<DateTimeOffset>();
        }

        var now = clock.GetUtcNow();
        while (recent.TryPeek(out var first) && now - first >= TimeSpan.FromSeconds(1))
        {
            recent.Dequeue();
        }

        if (recent.Count >= LookupsPerSecond)
        {
            throw new AwsErrorException("ThrottlingException", "Rate exceeded");
        }

        recent.Enqueue(now);
    }
}
