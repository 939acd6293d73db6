using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Logs;

/// <summary>A log group.</summary>
internal sealed class LogGroup(string name, string arn, DateTimeOffset created)
{
    public string Name { get; } = name;

    /// <summary>The ARN without the wildcard for its streams.</summary>
    public string Arn { get; } = arn;

    /// <summary>Null for events that never expire.</summary>
    public int? RetentionInDays { get; set; }

    public string? KmsKeyArn { get; set; }

    /// <summary>Of a group in a snapshot: that it holds streams, of which nothing more is known.</summary>
    public const string HoldsStreams = "holdsLogStreams";

    /// <summary>What stands in lists for the streams of the original.</summary>
    public const string OthersName = "not-in-snapshot";

    /// <summary>True for a copy of a group that holds streams.</summary>
    public bool HoldsOthers { get; init; }

    public SnapshotOverlay? Overlay { get; set; }

    public SortedDictionary<string, LogStream> Streams { get; } = new(StringComparer.Ordinal);

    /// <summary>What lists of streams show: a copy says that there were others, and not which.</summary>
    public IEnumerable<LogStream> Listed => HoldsOthers
        ? Streams.Values.Prepend(new LogStream(OthersName, $"{Arn}:log-stream:{OthersName}", created)) : Streams.Values;

    public SortedDictionary<string, MetricFilter> MetricFilters { get; } = new(StringComparer.Ordinal);

    public TagSet Tags { get; } = new();

    public JsonObject Shape() => SnapshotOverlay.Show(Json.Of(
        ("logGroupName", Name), ("creationTime", created.ToUnixTimeMilliseconds()), ("retentionInDays", RetentionInDays),
        ("metricFilterCount", MetricFilters.Count), ("arn", Arn + ":*"), ("storedBytes", Streams.Values.Sum(stream => stream.StoredBytes)),
        ("kmsKeyId", KmsKeyArn), ("logGroupClass", "STANDARD"), ("logGroupArn", Arn), ("deletionProtectionEnabled", false)), Overlay);
}

/// <summary>A log stream and its events in order of time.</summary>
internal sealed class LogStream(string name, string arn, DateTimeOffset created)
{
    // What CloudWatch Logs adds to the size of each event.
    private const int EventOverhead = 26;

    private long _sequence;

    public string Name { get; } = name;

    public List<LogEvent> Events { get; } = [];

    public long StoredBytes => Events.Sum(logged => System.Text.Encoding.UTF8.GetByteCount(logged.Message) + EventOverhead);

    public long? LastTime => Events.Count == 0 ? null : Events[^1].Timestamp;

    public void Add(IEnumerable<(long Timestamp, string Message)> events, DateTimeOffset now)
    {
        foreach (var (timestamp, message) in events)
        {
            var logged = new LogEvent(++_sequence, timestamp, message, now.ToUnixTimeMilliseconds());
            // The events of earlier batches may be later ones: each goes after its equals.
            var at = Events.FindLastIndex(other => other.Timestamp <= timestamp) + 1;
            Events.Insert(at, logged);
        }
    }

    public JsonObject Shape() => Json.Of(
        ("logStreamName", Name), ("creationTime", created.ToUnixTimeMilliseconds()),
        ("firstEventTimestamp", Events.Count == 0 ? null : Events[0].Timestamp), ("lastEventTimestamp", LastTime),
        ("lastIngestionTime", Events.Count == 0 ? null : Events.Max(logged => logged.IngestionTime)),
        ("uploadSequenceToken", "49" + new string('0', 54)), ("arn", arn), ("storedBytes", 0));
}

/// <summary>One event.</summary>
internal sealed record LogEvent(long Sequence, long Timestamp, string Message, long IngestionTime)
{
    public JsonObject Shape() => Json.Of(("timestamp", Timestamp), ("message", Message), ("ingestionTime", IngestionTime));

    public JsonObject FilteredShape(string stream) => Json.Of(
        ("logStreamName", stream), ("timestamp", Timestamp), ("message", Message), ("ingestionTime", IngestionTime),
        ("eventId", $"{Timestamp:d20}{Sequence:d36}"));
}
