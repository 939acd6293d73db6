using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.CloudWatch;

/// <summary>The model of what is usual of a metric's statistic.</summary>
internal sealed class AnomalyDetector(MetricKey key, string statistic)
{
    public MetricKey Key { get; } = key;

    public string Statistic { get; } = statistic;

    public JsonObject? Configuration { get; set; }

    public JsonObject? Characteristics { get; set; }

    /// <summary>What the original showed otherwise than is shown here.</summary>
    public SnapshotOverlay? Overlay { get; set; }

    /// <summary>Makes one where there is none.</summary>
    public static AnomalyDetector Ensure(CloudWatchState state, AlarmMetric metric)
    {
        if (state.Detectors.Find(one => one.Is(metric.Key, metric.Statistic)) is not { } detector)
        {
            state.Detectors.Add(detector = new AnomalyDetector(metric.Key, metric.Statistic));
        }

        return detector;
    }

    public bool Is(MetricKey key, string statistic) => Key.Equals(key) && Statistic == statistic;

    public JsonObject Shape(CloudWatchState state)
    {
        var named = Key.Shape();
        named["Stat"] = Statistic;
        var single = (JsonObject)named.DeepClone();
        single["AccountId"] = state.Account.AccountId;
        named["Configuration"] = Configuration?.DeepClone() ?? Json.Of(("ExcludedTimeRanges", new JsonArray()));
        named["SingleMetricAnomalyDetector"] = single;
        named["StateValue"] = state.Metrics.TryGetValue(Key, out var metric) && metric.Has(state.Now.AddDays(-14), state.Now) ? "TRAINED" : "PENDING_TRAINING";
        if (Characteristics is not null)
        {
            named["MetricCharacteristics"] = Characteristics.DeepClone();
        }

        return SnapshotOverlay.Show(named, Overlay);
    }
}

/// <summary>Anomaly detectors of single metrics.</summary>
internal sealed class AnomalyDetectorOperations(Regional<CloudWatchState> regions)
{
    private const int MaxPage = 50;

    public void Register(OperationSet set)
    {
        set.Add("PutAnomalyDetector", Put);
        set.Add("DescribeAnomalyDetectors", Describe);
        set.Add("DeleteAnomalyDetector", call =>
        {
            var (key, statistic) = Named(call);
            if (regions[call.Region].Detectors.RemoveAll(one => one.Is(key, statistic)) == 0)
            {
                throw CloudWatchErrors.NoDetector();
            }
        });
    }

    private void Put(ServiceCall call)
    {
        var (key, statistic) = Named(call);
        var detector = AnomalyDetector.Ensure(regions[call.Region], new AlarmMetric(key, Statistics.Check(statistic), TimeSpan.Zero, Unit: null));
        detector.Configuration = (JsonObject?)call.Input["Configuration"]?.DeepClone() ?? detector.Configuration;
        detector.Characteristics = (JsonObject?)call.Input["MetricCharacteristics"]?.DeepClone() ?? detector.Characteristics;
    }

    private JsonObject Describe(ServiceCall call)
    {
        var state = regions[call.Region];
        var wanted = MetricKey.Of(call.Input).Dimensions;
        var found = state.Detectors.Where(one => (call.Text("Namespace") ?? one.Key.Namespace) == one.Key.Namespace
                && (call.Text("MetricName") ?? one.Key.Name) == one.Key.Name
                && (wanted.Count == 0 || wanted.SequenceEqual(one.Key.Dimensions))
                && (call.Texts("AnomalyDetectorTypes") is not { Count: > 0 } types || types.Contains("SINGLE_METRIC")))
            .OrderBy(one => one.Key).ThenBy(one => one.Statistic, StringComparer.Ordinal).ToList();
        var (page, next) = CloudWatchState.Page(call, found, "MaxResults", MaxPage, MaxPage);
        return Json.Of(("AnomalyDetectors", Json.List(page.Select(one => one.Shape(state)))), ("NextToken", next));
    }

    // Named in a structure of its own, or as it was before there was one.
    private static (MetricKey Key, string Statistic) Named(ServiceCall call)
    {
        if (call.Input["MetricMathAnomalyDetector"] is not null)
        {
            throw CloudWatchErrors.Validation("The sandbox knows anomaly detectors of single metrics alone");
        }

        var named = call.Input["SingleMetricAnomalyDetector"] as JsonObject ?? call.Input;
        return named.Text("Namespace") is null || named.Text("MetricName") is null || named.Text("Stat") is null
            ? throw CloudWatchErrors.Missing("Namespace, MetricName and Stat are required.") : (MetricKey.Of(named), named.Text("Stat")!);
    }
}
