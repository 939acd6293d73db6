using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>
/// The filter and the alarm that one security alarm stands on, of those there are: those of the module's names before others, those that
/// do before those that do not.
/// </summary>
/// <param name="Filter">The metric filter as it was described; null where there is none.</param>
/// <param name="Alarm">The alarm as it was described; null where there is none.</param>
internal sealed record AlarmChain(JsonObject? Filter, JsonObject? Alarm)
{
    /// <summary>Where the filter counts; null where there is none.</summary>
    public MetricPlace? Metric => Filter is null ? null : MetricPlace.Of(Filter);

    /// <summary>The filter's name.</summary>
    public string? FilterName => (string?)Filter?["filterName"];

    /// <summary>The alarm's name.</summary>
    public string? AlarmName => (string?)Alarm?[AlarmKind.Name];

    /// <summary>Chooses.</summary>
    /// <param name="definition">The security alarm.</param>
    /// <param name="filters">The filters of the trail's log group.</param>
    /// <param name="alarms">The alarms of the Region.</param>
    public static AlarmChain Of(AlarmDefinition definition, IReadOnlyList<JsonObject> filters, IReadOnlyList<JsonObject> alarms)
    {
        var own = alarms.FirstOrDefault(alarm => (string?)alarm[AlarmKind.Name] == definition.ResourceName);
        return filters.Where(filter => IsOwn(filter, definition) || definition.Accepts((string?)filter[MetricFilterKind.Pattern]))
            .Select(filter => new AlarmChain(filter, MetricPlace.Of(filter) is { } metric ? Watching(metric, definition, alarms) : null))
            .OrderByDescending(chain => definition.Accepts((string?)chain.Filter![MetricFilterKind.Pattern]))
            .ThenByDescending(chain => chain.Alarm is not null)
            .ThenByDescending(chain => IsOwn(chain.Filter!, definition))
            .ThenBy(chain => chain.FilterName, StringComparer.Ordinal)
            .FirstOrDefault() is { } found ? found with { Alarm = found.Alarm ?? own } : new AlarmChain(null, own);
    }

    /// <summary>Why an alarm would not be raised as it should be, or would do nothing; empty where it would.</summary>
    /// <param name="definition">The security alarm.</param>
    /// <param name="metric">Where the filter counts; null where it does not count.</param>
    /// <param name="alarm">The alarm as it was described.</param>
    public static IEnumerable<string> Shortfalls(AlarmDefinition definition, MetricPlace? metric, JsonObject alarm)
    {
        if (metric is null || !metric.IsWatchedBy(alarm))
        {
            yield return "the alarm watches another metric than the filter counts in";
        }
        else if (!(definition.Trigger == AlarmTrigger.Anomaly ? IsAboveUsual(alarm) : IsOfOneEvent(alarm)))
        {
            yield return definition.Trigger == AlarmTrigger.Anomaly ? "the alarm is not raised by what is unusual" : "the alarm is not raised by one event";
        }

        if ((bool?)alarm["ActionsEnabled"] != true)
        {
            yield return "the alarm's actions are turned off";
        }
    }

    /// <summary>The topics that an alarm tells.</summary>
    public static IReadOnlyList<string> Topics(JsonObject alarm) => [.. (alarm["AlarmActions"] as JsonArray ?? []).Select(action => (string)action!).Where(IsTopic)];

    public static bool IsTopic(string arn) => arn.Split(':') is ["arn", _, "sns", ..];

    private static bool IsOwn(JsonObject filter, AlarmDefinition definition) => (string?)filter["filterName"] == definition.ResourceName;

    private static JsonObject? Watching(MetricPlace metric, AlarmDefinition definition, IReadOnlyList<JsonObject> alarms) => alarms.Where(metric.IsWatchedBy)
        .OrderByDescending(alarm => !Shortfalls(definition, metric, alarm).Any() && Topics(alarm).Count > 0)
        .ThenByDescending(alarm => (string?)alarm[AlarmKind.Name] == definition.ResourceName)
        .ThenBy(alarm => (string?)alarm[AlarmKind.Name], StringComparer.Ordinal).FirstOrDefault();

    private static bool IsOfOneEvent(JsonObject alarm) => (string?)alarm["Statistic"] is "Sum" or "SampleCount" or "Maximum"
        && Number(alarm, "EvaluationPeriods") == 1 && (string?)alarm["ComparisonOperator"] switch
        {
            "GreaterThanOrEqualToThreshold" => Number(alarm, "Threshold") <= 1,
            "GreaterThanThreshold" => Number(alarm, "Threshold") < 1,
            _ => false,
        };

    private static bool IsAboveUsual(JsonObject alarm) => (string?)alarm["ThresholdMetricId"] is { Length: > 0 }
        && (string?)alarm["ComparisonOperator"] is "GreaterThanUpperThreshold" or "LessThanLowerOrGreaterThanUpperThreshold";

    private static double Number(JsonObject alarm, string member) => alarm[member] is { } value ? double.Parse(value.ToString(), System.Globalization.CultureInfo.InvariantCulture) : double.MaxValue;
}
