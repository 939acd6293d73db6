using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>Reads who is told of what: metric filters, alarms, anomaly detectors, rules and topics. Neither measurements nor messages are read.</summary>
internal sealed class SnapshotAlarms(SnapshotParts parts)
{
    private static readonly SnapshotList s_filters = new("logs", "DescribeMetricFilters", "metricFilters", "nextToken", "nextToken") { Size = ("limit", 50) };
    private static readonly SnapshotList s_topics = new("sns", "ListTopics", "Topics", "NextToken", "NextToken");
    private static readonly SnapshotList s_subscriptions = new("sns", "ListSubscriptionsByTopic", "Subscriptions", "NextToken", "NextToken");
    private static readonly SnapshotList s_alarms = new("cloudwatch", "DescribeAlarms", "MetricAlarms", "NextToken", "NextToken") { Size = ("MaxRecords", 100) };
    private static readonly SnapshotList s_detectors = new("cloudwatch", "DescribeAnomalyDetectors", "AnomalyDetectors", "NextToken", "NextToken");
    private static readonly SnapshotList s_rules = new("events", "ListRules", "Rules", "NextToken", "NextToken") { Size = ("Limit", 100) };
    private static readonly SnapshotList s_targets = new("events", "ListTargetsByRule", "Targets", "NextToken", "NextToken") { Size = ("Limit", 100) };

    public IAsyncEnumerable<IEnumerable<SnapshotRecord>> Pages(SnapshotType type, CancellationToken token) =>
        type == SnapshotTypes.MetricFilter ? Of(type, s_filters, Filter, token)
        : type == SnapshotTypes.Topic ? Of(type, s_topics, TopicAsync, token)
        : type == SnapshotTypes.Alarm ? Of(type, s_alarms, AlarmAsync, token)
        : type == SnapshotTypes.AnomalyDetector ? Of(type, s_detectors, Detector, token)
        : Of(type, s_rules, RuleAsync, token);

    private async IAsyncEnumerable<IEnumerable<SnapshotRecord>> Of(
        SnapshotType type, SnapshotList list, Func<SnapshotPart, Task> read, [EnumeratorCancellation] CancellationToken token)
    {
        await foreach (var page in parts.Pages(list, null, token))
        {
            yield return await parts.RecordsAsync(type, page, read, token);
        }
    }

    // Its name alone is not its own: no group's name has a colon, and no filter's.
    private static Task Filter(SnapshotPart filter)
    {
        filter.Set(SnapshotTypes.MetricFilter.IdMember, $"{filter.Data["logGroupName"]}:{filter.Data["filterName"]}");
        return Task.CompletedTask;
    }

    private static async Task TopicAsync(SnapshotPart topic)
    {
        var arn = ("TopicArn", topic.Id);
        if ((await topic.AskAsync("GetTopicAttributes", arn))?["Attributes"] is JsonObject attributes)
        {
            // They are counted anew from the subscriptions.
            foreach (var count in new[] { "SubscriptionsConfirmed", "SubscriptionsPending", "SubscriptionsDeleted" })
            {
                attributes.Remove(count);
            }

            topic.Set("Attributes", attributes);
        }

        topic.Set("Subscriptions", await topic.ListAsync(s_subscriptions, arn));
        topic.Set("Tags", (await topic.AskAsync("ListTagsForResource", ("ResourceArn", topic.Id)))?["Tags"]);
    }

    private static async Task AlarmAsync(SnapshotPart alarm)
    {
        // They move on without anybody's doing.
        alarm.Drop("StateReason", "StateReasonData", "StateUpdatedTimestamp", "StateTransitionedTimestamp");
        if ((string?)alarm.Data["AlarmArn"] is { } arn)
        {
            alarm.Set("Tags", (await alarm.AskAsync("ListTagsForResource", ("ResourceARN", arn)))?["Tags"]);
        }
    }

    private static Task Detector(SnapshotPart detector)
    {
        detector.Drop("StateValue");
        var metric = detector.Data["SingleMetricAnomalyDetector"] ?? detector.Data;
        var dimensions = (metric["Dimensions"] as JsonArray ?? []).Select(one => $"{one!["Name"]}={one["Value"]}");
        detector.Set(SnapshotTypes.AnomalyDetector.IdMember, $"{metric["Namespace"]}/{metric["MetricName"]}/{metric["Stat"]}/{string.Join(',', dimensions)}");
        return Task.CompletedTask;
    }

    private static async Task RuleAsync(SnapshotPart rule)
    {
        rule.Set("Targets", await rule.ListAsync(s_targets, ("Rule", rule.Id)));
        if ((string?)rule.Data["Arn"] is { } arn)
        {
            rule.Set("Tags", (await rule.AskAsync("ListTagsForResource", ("ResourceARN", arn)))?["Tags"]);
        }
    }
}
