using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.CloudWatch;

/// <summary>
/// What the data say of an alarm at a minute (Amazon CloudWatch User Guide: Alarm evaluation; Configuring how CloudWatch alarms
/// treat missing data). The windows end at that minute; two periods more than those evaluated are looked at for data.
/// </summary>
internal static class AlarmJudge
{
    private const int Further = 2;

    /// <summary>How far back data count.</summary>
    public static TimeSpan Range(Alarm alarm) => alarm.Metric.Period * (alarm.Periods + Further);

    /// <summary>The state at a minute, and why; null where it stays as it is.</summary>
    public static (string State, string Reason, JsonObject Data)? Judge(Alarm alarm, CloudWatchState state, DateTimeOffset end)
    {
        var (metric, band) = (alarm.Metric, alarm.Band);
        var points = Enumerable.Range(1, alarm.Periods + Further).Select(back => end - (metric.Period * back))
            .Select(from => Point(alarm, metric, band, state, from)).OfType<AlarmPoint>().ToList();
        var recent = points.Take(alarm.Periods).ToList();
        var (breaching, missing) = (recent.Count(point => point.Breaches), alarm.Periods - recent.Count);
        if (points.Count == 0 && alarm.IsCopy)
        {
            return null;
        }

        var data = Data(alarm, metric, recent, end);
        if (missing == 0)
        {
            return (breaching >= alarm.Datapoints ? Alarm.Alarming : Alarm.Ok, Crossed(alarm, recent, breaching), data);
        }

        var others = recent.Count - breaching;
        var treated = alarm.Missing switch
        {
            "breaching" => breaching + missing >= alarm.Datapoints ? Alarm.Alarming : Alarm.Ok,
            "notBreaching" => breaching >= alarm.Datapoints ? Alarm.Alarming : Alarm.Ok,
            "ignore" => breaching >= alarm.Datapoints ? Alarm.Alarming : others > 0 ? Alarm.Ok : null,
            _ => breaching >= alarm.Datapoints || (breaching > 0 && others == 0) ? Alarm.Alarming : others > 0 ? Alarm.Ok : Alarm.Insufficient,
        };
        return treated switch
        {
            null => null,
            Alarm.Insufficient => (treated, $"Insufficient Data: {Count(missing, "datapoint")} {Was(missing)} unknown.", data),
            _ when recent.Count > 0 => (treated, Crossed(alarm, recent, breaching), data),
            _ => (treated, $"Threshold Crossed: no datapoints were received for {Count(missing, "period")} and {Count(missing, "missing datapoint")} "
                + $"{Was(missing)} treated as [{(alarm.Missing == "breaching" ? "Breaching" : "NonBreaching")}].", data),
        };
    }

    private static AlarmPoint? Point(Alarm alarm, AlarmMetric metric, AnomalyBand? band, CloudWatchState state, DateTimeOffset from)
    {
        if (metric.Value(state, from) is not { } value)
        {
            return null;
        }

        var (lower, upper) = band is null ? (alarm.Threshold!.Value, alarm.Threshold!.Value) : band.At(state, from) ?? (double.NaN, double.NaN);
        // What is usual is not known yet: as good as no datum.
        return double.IsNaN(lower) ? null : new AlarmPoint(from, value, alarm.Operator switch
        {
            "GreaterThanOrEqualToThreshold" => value >= upper,
            "GreaterThanThreshold" or "GreaterThanUpperThreshold" => value > upper,
            "LessThanThreshold" or "LessThanLowerThreshold" => value < lower,
            "LessThanOrEqualToThreshold" => value <= lower,
            _ => value < lower || value > upper,
        });
    }

    private static string Crossed(Alarm alarm, List<AlarmPoint> recent, int breaching)
    {
        var isAlarm = breaching > 0;
        var told = recent.Where(point => point.Breaches == isAlarm).ToList();
        var values = string.Join(", ", told.Select(point => $"{Number(point.Value)} ({point.From.UtcDateTime.ToString("dd/MM/yy HH:mm:ss", CultureInfo.InvariantCulture)})"));
        var than = alarm.Operator switch
        {
            "GreaterThanOrEqualToThreshold" => "greater than or equal to the threshold",
            "GreaterThanThreshold" => "greater than the threshold",
            "LessThanThreshold" => "less than the threshold",
            "LessThanOrEqualToThreshold" => "less than or equal to the threshold",
            "GreaterThanUpperThreshold" => "greater than the upper threshold",
            "LessThanLowerThreshold" => "less than the lower threshold",
            _ => "less than the lower thresholds or greater than the upper thresholds",
        };
        var threshold = alarm.Threshold is { } fixedOne ? $" ({Number(fixedOne)})" : "";
        return $"Threshold Crossed: {told.Count} out of the last {Count(recent.Count, "datapoint")} [{values}] {Was(told.Count)} {(isAlarm ? "" : "not ")}{than}{threshold} "
            + $"(minimum {Count(alarm.Datapoints, "datapoint")} for {(isAlarm ? "OK -> ALARM" : "ALARM -> OK")} transition).";
    }

    private static JsonObject Data(Alarm alarm, AlarmMetric metric, List<AlarmPoint> recent, DateTimeOffset end) => Json.Of(
        ("version", "1.0"), ("queryDate", Json.Time(end)), ("startDate", recent.Count == 0 ? null : Json.Time(recent[^1].From)),
        ("statistic", metric.Statistic), ("period", (int)metric.Period.TotalSeconds),
        ("recentDatapoints", Json.List(recent.Select(point => (JsonNode?)point.Value).Reverse())), ("threshold", alarm.Threshold));

    private static string Number(double value) => value.ToString(value == Math.Floor(value) ? "0.0" : "R", CultureInfo.InvariantCulture);

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static string Was(int count) => count == 1 ? "was" : "were";

    private sealed record AlarmPoint(DateTimeOffset From, double Value, bool Breaches);
}
