using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.CloudWatch;

/// <summary>What PutMetricAlarm takes (Amazon CloudWatch API Reference: PutMetricAlarm).</summary>
internal static class AlarmCheck
{
    private const int Day = 86_400;
    private const int MaxActions = 5;
    private const int MaxTags = 50;

    private static readonly string[] s_band =
        ["LessThanLowerOrGreaterThanUpperThreshold", "LessThanLowerThreshold", "GreaterThanUpperThreshold"];

    private static readonly string[] s_plain =
        ["GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold", "LessThanOrEqualToThreshold"];

    private static readonly string[] s_actions = ["OKActions", "AlarmActions", "InsufficientDataActions"];

    private static readonly string[] s_metric = ["MetricName", "Namespace", "Period", "Statistic", "ExtendedStatistic", "Unit"];

    /// <summary>The settings of an alarm, with the defaults that AWS shows.</summary>
    /// <exception cref="AwsErrorException">What PutMetricAlarm refuses.</exception>
    public static JsonObject Settings(JsonObject input, string region)
    {
        var settings = (JsonObject)input.DeepClone();
        settings.Remove("Tags");
        if (input.Text("AlarmName") is not { Length: > 0 and <= 255 })
        {
            throw CloudWatchErrors.Validation("1 validation error detected: Value at 'alarmName' failed to satisfy constraint: Member must have length between 1 and 255");
        }

        var (periods, datapoints) = (input.Number("EvaluationPeriods") ?? 0, input.Number("DatapointsToAlarm"));
        Demand(periods >= 1, "EvaluationPeriods must be at least 1");
        Demand(datapoints is null || (datapoints >= 1 && datapoints <= periods), "DatapointsToAlarm must be between 1 and EvaluationPeriods");
        Demand(input.Text("TreatMissingData") is null or "breaching" or "notBreaching" or "ignore" or "missing",
            "TreatMissingData must be one of breaching, notBreaching, ignore and missing");
        Demand(input.Items("Tags").Count <= MaxTags, $"An alarm can have up to {MaxTags} tags");
        var period = input["Metrics"] is JsonArray ? Math(input) : Single(input);
        // Longer periods may reach back over a week.
        var most = period >= 3600 ? 7 * Day : Day;
        Demand(period * periods <= most,
            most == Day ? "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400)."
                : "Metrics cannot be checked across more than 7 days (EvaluationPeriods * Period must be <= 604800).");
        settings["ActionsEnabled"] ??= true;
        foreach (var list in s_actions)
        {
            CheckActions(input.Texts(list), region);
            settings[list] ??= new JsonArray();
        }

        settings["Dimensions"] ??= new JsonArray();
        return settings;
    }

    private static int Single(JsonObject input)
    {
        Demand(!string.IsNullOrEmpty(input.Text("MetricName")) && !string.IsNullOrEmpty(input.Text("Namespace")), "MetricName and Namespace must be specified");
        Demand(input.Text("Statistic") is null != input.Text("ExtendedStatistic") is null, "Exactly one of Statistic and ExtendedStatistic must be specified");
        Demand(input.Text("Statistic") is null || Statistics.IsPlain(input.Text("Statistic")),
            $"1 validation error detected: Value '{input.Text("Statistic")}' at 'statistic' failed to satisfy constraint: Member must satisfy enum value set: [Average, Maximum, Minimum, SampleCount, Sum]");
        Demand(input.Text("ExtendedStatistic") is null || Statistics.IsPercentile(input.Text("ExtendedStatistic")), $"The value {input.Text("ExtendedStatistic")} for parameter ExtendedStatistic is not supported.");
        Demand(input["ThresholdMetricId"] is null, "ThresholdMetricId needs Metrics");
        Demand(input["Threshold"] is not null, "The parameter Threshold must be specified");
        Demand(s_plain.Contains(input.Text("ComparisonOperator")), $"The comparison operator {input.Text("ComparisonOperator")} is not supported for an alarm on one metric");
        return Period(input.Number("Period"));
    }

    // Of metric math, the alarms of this account know the usual values of one metric.
    private static int Math(JsonObject input)
    {
        if (Array.Find(s_metric, member => input[member] is not null) is { } both || input.Items("Dimensions").Count > 0)
        {
            throw CloudWatchErrors.Combination("The parameters MetricName, Namespace, Dimensions, Period, Unit, Statistic and ExtendedStatistic must not be specified together with Metrics.");
        }

        var queries = input.Items("Metrics");
        var stats = queries.Where(one => one["MetricStat"] is JsonObject).ToList();
        Demand(queries.All(one => one.Text("Id") is [>= 'a' and <= 'z', ..]) && queries.DistinctBy(one => one.Text("Id")).Count() == queries.Count,
            "Every element of Metrics needs an Id of its own that begins with a small letter");
        Demand(stats.Count == 1, "The sandbox knows alarms over one metric alone");
        var isBand = s_band.Contains(input.Text("ComparisonOperator"));
        Demand(isBand == input["ThresholdMetricId"] is not null, "ThresholdMetricId and the comparison operators of anomaly detection belong together");
        if (isBand)
        {
            Demand(input["Threshold"] is null, "Threshold must not be specified together with ThresholdMetricId");
            var band = queries.FirstOrDefault(one => one.Text("Id") == input.Text("ThresholdMetricId"));
            Demand(AnomalyBand.Parse(band?.Text("Expression"))?.Id == stats[0].Text("Id"),
                "ThresholdMetricId must name an ANOMALY_DETECTION_BAND of the metric");
        }
        else
        {
            Demand(input["Threshold"] is not null && s_plain.Contains(input.Text("ComparisonOperator")), "The parameter Threshold must be specified");
        }

        Demand(queries.Count == (isBand ? 2 : 1), "The sandbox knows no metric math but ANOMALY_DETECTION_BAND");
        var stat = (JsonObject)stats[0]["MetricStat"]!;
        Statistics.Check(stat.Text("Stat"));
        Demand(stat["Metric"] is JsonObject metric && !string.IsNullOrEmpty(metric.Text("MetricName")) && !string.IsNullOrEmpty(metric.Text("Namespace")),
            "MetricName and Namespace must be specified");
        return Period(stat.Number("Period"));
    }

    private static int Period(int? period)
    {
        Demand(period is 10 or 20 or 30 || (period >= 60 && period % 60 == 0), "Period must be 10, 20, 30 or a multiple of 60");
        return period!.Value;
    }

    private static void CheckActions(IReadOnlyList<string> actions, string region)
    {
        Demand(actions.Count <= MaxActions, $"A state can have up to {MaxActions} actions");
        foreach (var arn in actions)
        {
            Demand(arn.Split(':') is ["arn", _, _, _, _, ..], $"Invalid arn syntax: {arn}");
            Demand(arn.Split(':')[3] is var named && (named.Length == 0 || named == region), $"Invalid region {arn.Split(':')[3]} specified. Only {region} is supported.");
        }
    }

    private static void Demand(bool holds, string message)
    {
        if (!holds)
        {
            throw CloudWatchErrors.Validation(message);
        }
    }
}
