using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Wire;

namespace AwsHardening.Sandbox.CloudWatch;

/// <summary>What is measured: written, listed and summed up.</summary>
internal sealed class MetricOperations(Regional<CloudWatchState> regions)
{
    private const int MaxData = 1000;
    private const int MaxDimensions = 30;
    private const int MaxDatapoints = 1440;
    private const int MaxMetrics = 500;

    private static readonly TimeSpan s_oldest = TimeSpan.FromDays(14);
    private static readonly TimeSpan s_newest = TimeSpan.FromHours(2);
    private static readonly TimeSpan s_recent = TimeSpan.FromHours(3);

    public void Register(OperationSet set)
    {
        set.Add("PutMetricData", Put);
        set.Add("ListMetrics", List);
        set.Add("GetMetricStatistics", GetStatistics);
    }

    private void Put(ServiceCall call)
    {
        var (state, ns, data) = (regions[call.Region], call.Required("Namespace"), call.Items("MetricData"));
        if (ns.StartsWith("AWS/", StringComparison.Ordinal) || ns.StartsWith(':') || ns.Length is 0 or > 255)
        {
            throw CloudWatchErrors.Invalid($"The value {ns} for parameter Namespace is invalid.");
        }

        if (data.Count > MaxData)
        {
            throw CloudWatchErrors.Invalid($"The collection MetricData must not have a size greater than {MaxData}.");
        }

        // All or nothing: the list is read before anything of it is kept.
        foreach (var (key, datum) in data.Select((one, index) => Read(one, ns, $"MetricData.member.{index + 1}", state.Now)).SelectMany(all => all).ToList())
        {
            state.Publish(key, datum);
        }
    }

    private static List<(MetricKey, Datum)> Read(JsonObject one, string ns, string place, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(one.Text("MetricName")))
        {
            throw CloudWatchErrors.Missing($"The parameter {place}.MetricName is required.");
        }

        if (one.Items("Dimensions").Count > MaxDimensions)
        {
            throw CloudWatchErrors.Invalid($"The collection {place}.Dimensions must not have a size greater than {MaxDimensions}.");
        }

        var time = one["Timestamp"] is { } said ? Timestamps.FromModel(said) : now;
        if (now - time > s_oldest || time - now > s_newest)
        {
            throw CloudWatchErrors.Invalid($"The value {Timestamps.ToModel(time)} for parameter {place}.Timestamp must specify a time "
                + (time < now ? "no more than two weeks in the past." : "no more than two hours in the future."));
        }

        var (key, unit) = (MetricKey.Of(one, ns), one.Text("Unit") ?? "None");
        if (one["StatisticValues"] is JsonObject set)
        {
            return [(key, new Datum(time, Number(set, "Sum", place), Number(set, "SampleCount", place), Number(set, "Minimum", place), Number(set, "Maximum", place), unit))];
        }

        if (one["Values"] is JsonArray values)
        {
            var counts = one["Counts"] as JsonArray;
            return counts is not null && counts.Count != values.Count
                ? throw CloudWatchErrors.Invalid($"The parameters {place}.Values and {place}.Counts must have the same number of items.")
                : [.. values.Select((value, index) => (key, Datum.Of(time, Finite(value, place), unit, counts is null ? 1 : Finite(counts[index], place))))];
        }

        return one["Value"] is { } single ? [(key, Datum.Of(time, Finite(single, place), unit))]
            : throw CloudWatchErrors.Missing($"The parameter {place}.Value is required.");
    }

    private static double Number(JsonObject set, string member, string place) => set[member] is { } number
        ? Finite(number, place) : throw CloudWatchErrors.Missing($"The parameter {place}.StatisticValues.{member} is required.");

    private static double Finite(JsonNode? value, string place) => value?.GetValueKind() == System.Text.Json.JsonValueKind.Number
        ? (double)value! : throw CloudWatchErrors.Invalid($"The value {value} for parameter {place}.Value is invalid.");

    private JsonObject List(ServiceCall call)
    {
        var state = regions[call.Region];
        var since = state.Now - (call.Text("RecentlyActive") == "PT3H" ? s_recent : s_oldest);
        var wanted = call.Items("Dimensions");
        var found = state.Metrics.Where(pair => pair.Value.Last >= since
                && (call.Text("Namespace") is not { } ns || ns == pair.Key.Namespace)
                && (call.Text("MetricName") is not { } name || name == pair.Key.Name)
                && wanted.All(one => pair.Key.Dimensions.Any(has => has.Key == one.Text("Name") && (one.Text("Value") ?? has.Value) == has.Value)))
            .Select(pair => pair.Key.Shape()).ToList();
        var (page, next) = PageToken.Cut(call.Operation, found, MaxMetrics, call.Text("NextToken"), () => CloudWatchErrors.Invalid("Invalid nextToken"));
        return Json.Of(("Metrics", Json.List(page)), ("NextToken", next));
    }

    private JsonObject GetStatistics(ServiceCall call)
    {
        var (state, key, period) = (regions[call.Region], MetricKey.Of(call.Input), call.Number("Period") ?? 0);
        var names = call.Texts("Statistics").Concat(call.Texts("ExtendedStatistics")).ToList();
        if (names.Count == 0)
        {
            throw CloudWatchErrors.Missing("At least one of the parameters Statistics and ExtendedStatistics must be specified.");
        }

        names.ForEach(name => Statistics.Check(name));
        var (start, end) = (Timestamps.FromModel(call.Input["StartTime"]!), Timestamps.FromModel(call.Input["EndTime"]!));
        CheckPeriod(period);
        if (start >= end)
        {
            throw CloudWatchErrors.Combination("The parameter StartTime must be less than the parameter EndTime.");
        }

        if ((end - start).TotalSeconds / period > MaxDatapoints)
        {
            throw CloudWatchErrors.Combination($"You have requested up to {Math.Ceiling((end - start).TotalSeconds / period)} datapoints, which exceeds the limit of {MaxDatapoints}.");
        }

        var metric = state.Metrics.GetValueOrDefault(key);
        var points = Slots(start, end, period).Select(slot => Point(metric, slot, TimeSpan.FromSeconds(period), names, call.Text("Unit"))).OfType<JsonObject>();
        return Json.Of(("Label", key.Name), ("Datapoints", Json.List(points)));
    }

    public static void CheckPeriod(int period)
    {
        if (period is not (1 or 5 or 10 or 20 or 30) && (period < 60 || period % 60 != 0))
        {
            throw CloudWatchErrors.Validation("Period must be 1, 5, 10, 20, 30 or a multiple of 60");
        }
    }

    /// <summary>The beginnings of the periods of a while; they stand on multiples of the period.</summary>
    public static IEnumerable<DateTimeOffset> Slots(DateTimeOffset start, DateTimeOffset end, int period)
    {
        var first = start.ToUnixTimeSeconds() / period * period;
        for (var slot = DateTimeOffset.FromUnixTimeSeconds(first); slot < end; slot = slot.AddSeconds(period))
        {
            yield return slot;
        }
    }

    private static JsonObject? Point(Metric? metric, DateTimeOffset slot, TimeSpan period, List<string> names, string? unit)
    {
        if (metric?.Statistic("SampleCount", slot, slot + period, unit) is null)
        {
            return null;
        }

        var point = Json.Of(("Timestamp", Json.Time(slot)), ("Unit", metric.Unit(slot, slot + period)));
        foreach (var name in names)
        {
            var value = metric.Statistic(name, slot, slot + period, unit);
            if (Statistics.IsPlain(name))
            {
                point[name] = value;
            }
            else
            {
                point["ExtendedStatistics"] ??= new JsonObject();
                point["ExtendedStatistics"]![name] = value;
            }
        }

        return point;
    }
}
