using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.CloudWatch;

/// <summary>The metrics and alarms of one Region.</summary>
internal sealed class CloudWatchState(SandboxAccount account, string region)
{
    // Amazon CloudWatch User Guide: alarm history is kept for 30 days.
    private static readonly TimeSpan s_historyKept = TimeSpan.FromDays(30);

    private readonly List<(DateTimeOffset Time, JsonObject Item)> _history = [];

    public SandboxAccount Account => account;

    public string Region => region;

    public SortedDictionary<string, Alarm> Alarms { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<MetricKey, Metric> Metrics { get; } = [];

    public List<AnomalyDetector> Detectors { get; } = [];

    public DateTimeOffset Now => account.Clock.GetUtcNow();

    public string ArnOf(string alarm) => $"arn:{AwsPartition.OfRegion(region).Name}:cloudwatch:{region}:{account.AccountId}:alarm:{alarm}";

    public void Publish(MetricKey key, Datum datum)
    {
        if (!Metrics.TryGetValue(key, out var metric))
        {
            Metrics.Add(key, metric = new Metric());
        }

        metric.Add(datum);
    }

    /// <exception cref="AwsErrorException">There is no such alarm.</exception>
    public Alarm Alarm(string name) => Alarms.GetValueOrDefault(name) ?? throw CloudWatchErrors.NoAlarm(name);

    public void Remember(Alarm alarm, DateTimeOffset time, string type, string summary, JsonObject data) => _history.Add((time, Json.Of(
        ("AlarmName", alarm.Name), ("AlarmType", "MetricAlarm"), ("Timestamp", Json.Time(time)), ("HistoryItemType", type),
        ("HistorySummary", summary), ("HistoryData", data.ToJsonString()))));

    /// <summary>What happened to alarms, the latest last.</summary>
    public IEnumerable<(DateTimeOffset Time, JsonObject Item)> History
    {
        get
        {
            _history.RemoveAll(one => Now - one.Time > s_historyKept);
            return _history;
        }
    }

    /// <summary>A page of a list.</summary>
    public static (IReadOnlyList<T> Page, string? Next) Page<T>(ServiceCall call, IReadOnlyList<T> items, string sizeMember, int usual, int most)
    {
        var size = call.Number(sizeMember) ?? usual;
        return size >= 1 && size <= most
            ? PageToken.Cut(call.Operation, items, size, call.Text("NextToken"), CloudWatchErrors.Token)
            : throw CloudWatchErrors.Validation($"1 validation error detected: Value '{size}' at '{char.ToLowerInvariant(sizeMember[0])}{sizeMember[1..]}' "
                + $"failed to satisfy constraint: Member must have value less than or equal to {most}");
    }
}
