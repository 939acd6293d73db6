using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>Where a filter counts what it sees.</summary>
internal sealed record MetricPlace(string Namespace, string Name)
{
    /// <summary>Of a filter that was described; null where it counts nothing.</summary>
    public static MetricPlace? Of(JsonObject filter) => (filter[MetricFilterKind.Transformations] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault() is { } first
        ? new((string)first["metricNamespace"]!, (string)first["metricName"]!) : null;

    /// <summary>What an alarm that was described watches; null where that is more than one metric, or none.</summary>
    public static MetricPlace? Watched(JsonObject alarm) =>
        ((string?)alarm["MetricName"] is { Length: > 0 } ? alarm : (alarm["Metrics"] as JsonArray ?? []).Select(query => query?["MetricStat"]?["Metric"]).OfType<JsonObject>().SingleOrDefault())
            is { } named ? new((string)named["Namespace"]!, (string)named["MetricName"]!) : null;

    /// <summary>True where an alarm that was described watches it, by itself or in an expression.</summary>
    public bool IsWatchedBy(JsonObject alarm) => Is(alarm)
        || (alarm["Metrics"] as JsonArray ?? []).Any(query => query?["MetricStat"]?["Metric"] is JsonObject metric && Is(metric));

    private bool Is(JsonObject named) => (string?)named["Namespace"] == Namespace && (string?)named["MetricName"] == Name;
}

/// <summary>Makes the filter, the detector, the alarm and the rule of one security alarm, or raises those of its name.</summary>
internal static class AlarmPlanner
{
    // As the benchmark has it: told within five minutes of one event.
    private const int Period = 300;

    /// <summary>How many standard deviations are usual.</summary>
    private const int Band = 3;

    public static ResourceChange? Filter(ResourceChange header, JsonObject present, AlarmDefinition alarm, string group, MetricPlace metric)
    {
        var transformation = new JsonObject { ["metricName"] = metric.Name, ["metricNamespace"] = metric.Namespace, ["metricValue"] = "1" };
        if (alarm.Trigger == AlarmTrigger.Anomaly)
        {
            // What is usual can only be learnt where nothing counts as nothing.
            transformation["defaultValue"] = 0;
        }

        JsonObject Named(JsonObject rest)
        {
            rest["logGroupName"] = group;
            rest["filterName"] = alarm.ResourceName;
            return rest;
        }

        return new WholePlanner("logs",
                ("PutMetricFilter", content => Named(new()
                {
                    [MetricFilterKind.Pattern] = content[MetricFilterKind.Pattern]?.DeepClone() ?? "",
                    [MetricFilterKind.Transformations] = content[MetricFilterKind.Transformations]?.DeepClone(),
                })),
                ("DeleteMetricFilter", Named([])))
            .Plan(header, present, new()
            {
                [ContentKind.Exists] = true,
                // One that says the same in other words is left as it is.
                [MetricFilterKind.Pattern] = alarm.Accepts((string?)present[MetricFilterKind.Pattern]) ? present[MetricFilterKind.Pattern]!.DeepClone() : alarm.Pattern,
                [MetricFilterKind.Transformations] = new JsonArray(transformation),
            });
    }

    public static ResourceChange? Detector(ResourceChange header, JsonObject present, MetricPlace metric) => new WholePlanner("cloudwatch",
            ("PutAnomalyDetector", _ => AnomalyDetectorKind.Parameters(metric.Namespace, metric.Name)),
            ("DeleteAnomalyDetector", AnomalyDetectorKind.Parameters(metric.Namespace, metric.Name)))
        .Plan(header, present, new() { [ContentKind.Exists] = true });

    public static ResourceChange? Alarm(ResourceChange header, JsonObject present, AlarmDefinition alarm, MetricPlace metric, string topicArn)
    {
        var wanted = alarm.Trigger == AlarmTrigger.Anomaly ? OnAnomaly(metric) : OnOneEvent(metric);
        wanted[ContentKind.Exists] = true;
        wanted["ActionsEnabled"] = true;
        wanted["EvaluationPeriods"] = 1;
        wanted["TreatMissingData"] = "notBreaching";
        foreach (var others in new[] { "OKActions", "InsufficientDataActions", "DatapointsToAlarm" })
        {
            wanted[others] = present[others]?.DeepClone();
        }

        wanted["AlarmDescription"] = (string?)present["AlarmDescription"] is { Length: > 0 } theirs ? theirs : $"{alarm.Title} {alarm.Rationale}";
        // Whoever is told already is told further.
        wanted["AlarmActions"] = new JsonArray([.. (present["AlarmActions"] as JsonArray ?? []).Select(action => (string)action!).Append(topicArn).Distinct().Select(action => (JsonNode)action)]);
        return new WholePlanner("cloudwatch",
                ("PutMetricAlarm", content => AlarmKind.Parameters(header.ResourceId, content)),
                ("DeleteAlarms", new() { ["AlarmNames"] = new JsonArray(header.ResourceId) }))
            .Plan(header, present, wanted);
    }

    public static ResourceChange? Rule(ResourceChange header, JsonObject present, AlarmDefinition alarm, string topicArn, double severity)
    {
        var rule = new WholePlanner("events",
                ("PutRule", content => new()
                {
                    ["Name"] = header.ResourceId,
                    [EventRuleKind.Pattern] = content[EventRuleKind.Pattern]?.DeepClone(),
                    [EventRuleKind.State] = content[EventRuleKind.State]?.DeepClone(),
                    ["Description"] = content["Description"]?.DeepClone(),
                }),
                ("DeleteRule", new() { ["Name"] = header.ResourceId }))
            .Plan(header, present, new()
            {
                [ContentKind.Exists] = true,
                [EventRuleKind.Pattern] = FindingEvent.Pattern(severity),
                [EventRuleKind.State] = "ENABLED",
                ["Description"] = (string?)present["Description"] is { Length: > 0 } theirs ? theirs : $"{alarm.Title} {alarm.Rationale}",
            });
        const string id = "SecurityAlarms";
        if ((string?)present[EventRuleKind.Target + id] == topicArn)
        {
            return rule;
        }

        rule ??= header with { Before = new() { [ContentKind.Exists] = true }, After = new() { [ContentKind.Exists] = true } };
        var target = new ApiCall("target", "events", "PutTargets",
            new() { ["Rule"] = header.ResourceId, ["Targets"] = new JsonArray(new JsonObject { ["Id"] = id, ["Arn"] = topicArn }) }, "untarget", []);
        var back = (string?)present[EventRuleKind.Target + id] is { } other
            ? new ApiCall("untarget", "events", "PutTargets", new() { ["Rule"] = header.ResourceId, ["Targets"] = new JsonArray(new JsonObject { ["Id"] = id, ["Arn"] = other }) }, "target", [])
            : new ApiCall("untarget", "events", "RemoveTargets", new() { ["Rule"] = header.ResourceId, ["Ids"] = new JsonArray(id) }, "target", []);
        var (before, after) = ((JsonObject)rule.Before.DeepClone(), (JsonObject)rule.After.DeepClone());
        if (ContentKind.IsThere(before))
        {
            before[EventRuleKind.Target + id] = present[EventRuleKind.Target + id]?.DeepClone();
        }

        after[EventRuleKind.Target + id] = topicArn;
        // A rule can be deleted once it has no targets.
        return rule with { Before = before, After = after, Calls = [.. rule.Calls, target], Inverse = [back, .. rule.Inverse] };
    }

    private static JsonObject OnOneEvent(MetricPlace metric) => new()
    {
        ["Namespace"] = metric.Namespace,
        ["MetricName"] = metric.Name,
        // Of other dimensions, or in another unit, it would be another metric, without a value.
        ["Dimensions"] = null,
        ["Unit"] = null,
        ["Statistic"] = "Sum",
        ["Period"] = Period,
        ["Threshold"] = 1,
        ["ComparisonOperator"] = "GreaterThanOrEqualToThreshold",
    };

    private static JsonObject OnAnomaly(MetricPlace metric) => new()
    {
        ["Metrics"] = new JsonArray(
            new JsonObject
            {
                ["Id"] = "m1",
                ["MetricStat"] = new JsonObject
                {
                    ["Metric"] = new JsonObject { ["Namespace"] = metric.Namespace, ["MetricName"] = metric.Name },
                    ["Period"] = Period,
                    ["Stat"] = AnomalyDetectorKind.Stat,
                },
                ["ReturnData"] = true,
            },
            new JsonObject { ["Id"] = "ad1", ["Expression"] = $"ANOMALY_DETECTION_BAND(m1, {Band})", ["Label"] = "Usual", ["ReturnData"] = true }),
        ["ThresholdMetricId"] = "ad1",
        ["ComparisonOperator"] = "GreaterThanUpperThreshold",
    };
}
