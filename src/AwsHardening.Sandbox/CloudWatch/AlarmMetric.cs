using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.CloudWatch;

/// <summary>A statistic of a metric, period by period: what an alarm looks at.</summary>
internal sealed record AlarmMetric(MetricKey Key, string Statistic, TimeSpan Period, string? Unit)
{
    /// <summary>What an alarm of one metric looks at.</summary>
    public static AlarmMetric Of(JsonObject alarm) => new(
        MetricKey.Of(alarm), alarm.Text("Statistic") ?? alarm.Text("ExtendedStatistic") ?? "", TimeSpan.FromSeconds(alarm.Number("Period") ?? 0), alarm.Text("Unit"));

    /// <summary>What a <c>MetricStat</c> looks at.</summary>
    public static AlarmMetric OfStat(JsonObject stat) => new(
        MetricKey.Of(stat["Metric"] as JsonObject ?? []), Statistics.Check(stat.Text("Stat")), TimeSpan.FromSeconds(stat.Number("Period") ?? 0), stat.Text("Unit"));

    public double? Value(CloudWatchState state, DateTimeOffset from) =>
        state.Metrics.GetValueOrDefault(Key)?.Statistic(Statistic, from, from + Period, Unit);
}
