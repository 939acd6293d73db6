using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Wire;

namespace AwsHardening.Sandbox.CloudWatch;

/// <summary>Data of several metrics at once, and the usual values of each; no other metric math.</summary>
internal sealed class MetricDataOperation(Regional<CloudWatchState> regions)
{
    private const int MaxQueries = 500;

    public void Register(OperationSet set) => set.Add("GetMetricData", Get);

    private JsonObject Get(ServiceCall call)
    {
        var (state, queries) = (regions[call.Region], call.Items("MetricDataQueries"));
        var (start, end) = (Timestamps.FromModel(call.Input["StartTime"]!), Timestamps.FromModel(call.Input["EndTime"]!));
        if (start >= end)
        {
            throw CloudWatchErrors.Validation("The parameter StartTime must be less than the parameter EndTime.");
        }

        if (queries.Count > MaxQueries)
        {
            throw CloudWatchErrors.Validation($"The collection MetricDataQueries must not have a size greater than {MaxQueries}.");
        }

        var stats = queries.Where(one => one["MetricStat"] is JsonObject)
            .ToDictionary(one => one.Text("Id") ?? "", one => AlarmMetric.OfStat((JsonObject)one["MetricStat"]!));
        var ascending = call.Text("ScanBy") == "TimestampAscending";
        return Json.Of(
            ("MetricDataResults", Json.List(queries.Where(one => one.Flag("ReturnData") is not false)
                .SelectMany(one => Results(state, one, stats, start, end, ascending)))),
            ("Messages", new JsonArray()));
    }

    private static IEnumerable<JsonObject> Results(
        CloudWatchState state, JsonObject query, Dictionary<string, AlarmMetric> stats, DateTimeOffset start, DateTimeOffset end, bool ascending)
    {
        var id = query.Text("Id") ?? "";
        if (stats.TryGetValue(id, out var metric))
        {
            yield return Result(id, query.Text("Label") ?? metric.Key.Name, Series(metric, start, end, slot => metric.Value(state, slot)), ascending);
        }
        else if (AnomalyBand.Parse(query.Text("Expression")) is { } band && stats.TryGetValue(band.Id, out var judged))
        {
            var usual = new AnomalyBand(judged, band.Width);
            yield return Result(id, $"{query.Text("Label") ?? judged.Key.Name} High", Series(judged, start, end, slot => usual.At(state, slot)?.Upper), ascending);
            yield return Result(id, $"{query.Text("Label") ?? judged.Key.Name} Low", Series(judged, start, end, slot => usual.At(state, slot)?.Lower), ascending);
        }
        else
        {
            throw CloudWatchErrors.Validation($"The sandbox knows no metric math but ANOMALY_DETECTION_BAND: {query.Text("Expression")}");
        }
    }

    private static List<(DateTimeOffset Time, double Value)> Series(
        AlarmMetric metric, DateTimeOffset start, DateTimeOffset end, Func<DateTimeOffset, double?> value)
    {
        MetricOperations.CheckPeriod((int)metric.Period.TotalSeconds);
        return [.. MetricOperations.Slots(start, end, (int)metric.Period.TotalSeconds).Select(slot => (slot, Value: value(slot)))
            .Where(point => point.Value is not null).Select(point => (point.slot, point.Value!.Value))];
    }

    private static JsonObject Result(string id, string label, List<(DateTimeOffset Time, double Value)> points, bool ascending)
    {
        if (!ascending)
        {
            points.Reverse();
        }

        return Json.Of(
            ("Id", id), ("Label", label), ("Timestamps", Json.List(points.Select(point => Json.Time(point.Time)))),
            ("Values", Json.List(points.Select(point => (JsonNode?)point.Value))), ("StatusCode", "Complete"));
    }
}
