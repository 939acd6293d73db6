using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.CloudWatch;

/// <summary>What an alarm says to a topic.</summary>
internal static class AlarmMessage
{
    // The names that e-mails call the busiest Regions by; others are called by their ids here.
    private static readonly Dictionary<string, string> s_regions = new(StringComparer.Ordinal)
    {
        ["us-east-1"] = "US East (N. Virginia)",
        ["us-east-2"] = "US East (Ohio)",
        ["us-west-1"] = "US West (N. California)",
        ["us-west-2"] = "US West (Oregon)",
        ["ca-central-1"] = "Canada (Central)",
        ["eu-west-1"] = "EU (Ireland)",
        ["eu-west-2"] = "EU (London)",
        ["eu-west-3"] = "EU (Paris)",
        ["eu-central-1"] = "EU (Frankfurt)",
        ["eu-north-1"] = "EU (Stockholm)",
        ["ap-northeast-1"] = "Asia Pacific (Tokyo)",
        ["ap-southeast-1"] = "Asia Pacific (Singapore)",
        ["ap-southeast-2"] = "Asia Pacific (Sydney)",
        ["ap-south-1"] = "Asia Pacific (Mumbai)",
        ["sa-east-1"] = "South America (Sao Paulo)",
    };

    // SNS takes no longer one.
    private const int MaxSubject = 100;

    public static string Subject(Alarm alarm, string region)
    {
        var subject = $"{alarm.State}: \"{alarm.Name}\" in {RegionName(region)}";
        return subject.Length > MaxSubject ? subject[..(MaxSubject - 3)] + "..." : subject;
    }

    public static JsonObject Body(Alarm alarm, string before, CloudWatchState state) => new()
    {
        ["AlarmName"] = alarm.Name,
        ["AlarmDescription"] = alarm.Settings.Text("AlarmDescription"),
        ["AWSAccountId"] = state.Account.AccountId,
        ["AlarmConfigurationUpdatedTimestamp"] = Time(alarm.ConfigurationUpdated),
        ["NewStateValue"] = alarm.State,
        ["NewStateReason"] = alarm.Reason,
        ["StateChangeTime"] = Time(alarm.StateUpdated),
        ["Region"] = RegionName(state.Region),
        ["AlarmArn"] = alarm.Arn,
        ["OldStateValue"] = before,
        ["OKActions"] = Json.Texts(alarm.ActionsOf(Alarm.Ok)),
        ["AlarmActions"] = Json.Texts(alarm.ActionsOf(Alarm.Alarming)),
        ["InsufficientDataActions"] = Json.Texts(alarm.ActionsOf(Alarm.Insufficient)),
        ["Trigger"] = Trigger(alarm),
    };

    private static JsonObject Trigger(Alarm alarm)
    {
        var trigger = new JsonObject
        {
            ["Period"] = (int)alarm.Metric.Period.TotalSeconds,
            ["EvaluationPeriods"] = alarm.Periods,
            ["DatapointsToAlarm"] = alarm.Datapoints,
            ["ComparisonOperator"] = alarm.Operator,
            ["TreatMissingData"] = alarm.Missing,
            ["EvaluateLowSampleCountPercentile"] = "",
        };
        if (alarm.Settings["Metrics"] is { } metrics)
        {
            trigger["Metrics"] = metrics.DeepClone();
            trigger["ThresholdMetricId"] = alarm.Settings.Text("ThresholdMetricId");
            return trigger;
        }

        trigger["MetricName"] = alarm.Metric.Key.Name;
        trigger["Namespace"] = alarm.Metric.Key.Namespace;
        trigger["StatisticType"] = Statistics.IsPlain(alarm.Metric.Statistic) ? "Statistic" : "ExtendedStatistic";
        trigger["Statistic"] = alarm.Metric.Statistic.ToUpperInvariant();
        trigger["Unit"] = alarm.Metric.Unit;
        trigger["Dimensions"] = Json.List(alarm.Metric.Key.Dimensions.Select(pair => Json.Of(("value", pair.Value), ("name", pair.Key))));
        trigger["Threshold"] = alarm.Threshold;
        return trigger;
    }

    private static string RegionName(string region) => s_regions.GetValueOrDefault(region, region);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);
}
