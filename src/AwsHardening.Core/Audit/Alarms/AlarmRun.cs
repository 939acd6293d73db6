using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>
/// Sets security alarms up: first what all of them share, delivery and topic, then each alarm by itself. What one refuses is told and
/// stops no other.
/// </summary>
internal sealed class AlarmRun(AlarmScene scene, AlarmSteps steps)
{
    public async IAsyncEnumerable<SecurityAlarmItem> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var logged = scene.Alarms.Where(alarm => alarm.IsLogged).ToArray();
        var found = scene.Alarms.Where(alarm => !alarm.IsLogged).ToArray();
        string? missing = null;
        if (logged.Length > 0 && scene.DeliveredGroup is null)
        {
            await foreach (var item in new LogDelivery(scene, steps).RunAsync(cancellationToken))
            {
                missing ??= item.Status is "Failed" or "Skipped" ? $"{item.ResourceType} {item.ResourceId}" : null;
                yield return item;
                if (missing is not null)
                {
                    break;
                }
            }
        }
        else if (logged.Length > 0 && scene.Options.LogGroupName is { } said && said != scene.Group)
        {
            steps.Host.WriteWarning($"Trail {scene.Trail!["Name"]} delivers to log group {scene.Group} already: the alarms are on that one, not on {said}.");
        }

        if (logged.Length > 0 && (bool?)scene.Trail![TrailKind.IsLogging] != true)
        {
            steps.Host.WriteWarning($"Trail {scene.Trail["Name"]} is not logging: no alarm is raised until it is. Start it with: Enable-AuditBaseline -Include CloudTrail");
        }

        var together = scene.Here.Region == scene.Home.Region;
        foreach (var (alarms, session) in together ? new[] { (scene.Alarms, scene.Home) } : [(logged, scene.Home), (found, scene.Here)])
        {
            if (alarms.Count == 0)
            {
                continue;
            }

            string[] services = [.. alarms.Select(alarm => alarm.IsLogged ? AlarmPolicies.CloudWatch : AlarmPolicies.Events).Distinct()];
            var topic = new TopicStep(scene, session, services, steps);
            await foreach (var item in topic.RunAsync(cancellationToken))
            {
                yield return item;
            }

            await foreach (var item in AlarmsAsync(alarms, topic, missing, cancellationToken))
            {
                yield return item;
            }
        }
    }

    private async IAsyncEnumerable<SecurityAlarmItem> AlarmsAsync(
        IReadOnlyList<AlarmDefinition> alarms, TopicStep topic, string? missing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filters = await AlarmReader.FiltersAsync(scene, cancellationToken);
        var present = alarms.Any(alarm => alarm.IsLogged) ? await AlarmReader.AlarmsAsync(scene.Home, cancellationToken) : Fact.Known<IReadOnlyList<JsonObject>>([]);
        foreach (var alarm in alarms)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var header = alarm.IsLogged ? AlarmHeader(alarm, alarm.ResourceName) : RuleHeader(alarm, alarm.ResourceName);
            if ((topic.HasFailed ? $"topic {topic.Arn}" : alarm.IsLogged ? missing : null) is { } on)
            {
                yield return await steps.FailedAsync(alarm.Name, header, AlarmErrors.Depends(alarm.Name, on), cancellationToken);
            }
            else if (!alarm.IsLogged)
            {
                yield return await RuleAsync(alarm, topic.Arn, cancellationToken);
            }
            else if ((filters.Reason ?? present.Reason) is UnreadFactException unread)
            {
                yield return await steps.FailedAsync(alarm.Name, header, AwsErrors.Describe(unread, $"reading {unread.What}", unread.IamAction, alarm.Name), cancellationToken);
            }
            else
            {
                await foreach (var item in LoggedAsync(alarm, AlarmChain.Of(alarm, filters.Value, present.Value), topic.Arn, cancellationToken))
                {
                    yield return item;
                }
            }
        }
    }

    private async IAsyncEnumerable<SecurityAlarmItem> LoggedAsync(
        AlarmDefinition alarm, AlarmChain chain, string topicArn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var adopted = chain.FilterName is { } name && name != alarm.ResourceName && chain.Metric is not null;
        var metric = adopted ? chain.Metric! : new MetricPlace(scene.Options.Namespace, alarm.Name);
        // One that exists counts where it counts, if it counts at all.
        metric = !adopted && chain.Metric is { } own ? own : metric;
        var filterName = adopted ? chain.FilterName! : alarm.ResourceName;
        var filter = steps.Header(
            MetricFilterKind.Type, MetricFilterKind.IdOf(scene.Group, filterName), filterName, $"Counts for {alarm.Name}: {alarm.Title}", scene.Home.Region);
        if (adopted)
        {
            yield return AlarmSteps.Item(alarm.Name, filter, "Adopted", "a filter of another name sees the same");
        }
        else
        {
            var present = chain.Filter is null ? ContentKind.Absent() : MetricFilterKind.Content(chain.Filter);
            var made = await steps.MakeAsync(alarm.Name, filter, AlarmPlanner.Filter(filter, present, alarm, scene.Group, metric), chain.Filter is not null, null, cancellationToken);
            yield return made;
            if (made.Status is "Failed" or "Skipped")
            {
                yield break;
            }
        }

        if (alarm.Trigger == AlarmTrigger.Anomaly)
        {
            var header = steps.Header(
                AnomalyDetectorKind.Type, AnomalyDetectorKind.IdOf(metric.Namespace, metric.Name), metric.Name, $"Learns what is usual, for {alarm.Name}.", scene.Home.Region)
                with { Cost = "An alarm on an anomaly costs as three." };
            var learns = await steps.OneAsync(alarm.Name, header, async () =>
            {
                var there = await AnomalyDetectorKind.IsThereAsync(scene.Home, metric.Namespace, metric.Name, cancellationToken);
                return (AlarmPlanner.Detector(header, there ? new() { [ContentKind.Exists] = true } : ContentKind.Absent(), metric), there);
            }, null, cancellationToken);
            yield return learns;
            // An alarm without one makes one by itself, of which no change would tell.
            if (learns.Status is "Failed" or "Skipped")
            {
                yield break;
            }
        }

        yield return await AlarmAsync(alarm, chain, metric, topicArn, cancellationToken);
    }

    private async Task<SecurityAlarmItem> AlarmAsync(AlarmDefinition alarm, AlarmChain chain, MetricPlace metric, string topicArn, CancellationToken cancellationToken)
    {
        var other = chain.AlarmName is { } name && name != alarm.ResourceName;
        if (other && AlarmChain.Topics(chain.Alarm!).Contains(topicArn) && !AlarmChain.Shortfalls(alarm, metric, chain.Alarm!).Any())
        {
            return AlarmSteps.Item(alarm.Name, AlarmHeader(alarm, chain.AlarmName!), "Adopted", "an alarm of another name tells the same topic");
        }

        var header = AlarmHeader(alarm, alarm.ResourceName);
        return await steps.OneAsync(alarm.Name, header, async () =>
        {
            // Beside another's alarm there may be one of this name.
            var there = other ? await AlarmKind.FindAsync(scene.Home, alarm.ResourceName, cancellationToken) : chain.Alarm;
            return (AlarmPlanner.Alarm(header, there is null ? ContentKind.Absent() : AlarmKind.Content(there), alarm, metric, topicArn), there is not null);
        }, other ? $"beside {chain.AlarmName}, which tells others" : null, cancellationToken);
    }

    private async Task<SecurityAlarmItem> RuleAsync(AlarmDefinition alarm, string topicArn, CancellationToken cancellationToken)
    {
        var header = RuleHeader(alarm, alarm.ResourceName);
        string? adopted = null;
        var item = await steps.OneAsync(alarm.Name, header, async () =>
        {
            var (name, content) = await AlarmReader.RuleAsync(scene.Here, alarm.ResourceName, scene.Options.Severity, scene.Caller.AccountId, cancellationToken);
            adopted = name != alarm.ResourceName && AlarmReader.Topics(content).Contains(topicArn) ? name : null;
            // Another's rule that tells others is left to them.
            var present = name == alarm.ResourceName ? content : ContentKind.Absent();
            return (adopted is null ? AlarmPlanner.Rule(header, present, alarm, topicArn, scene.Options.Severity) : null, ContentKind.IsThere(present));
        }, $"severity {scene.Options.Severity:0} and above, in {scene.Here.Region}", cancellationToken);
        return adopted is null ? item : item with { ResourceId = adopted, Status = "Adopted", Detail = "a rule of another name tells the same topic" };
    }

    private ResourceChange AlarmHeader(AlarmDefinition alarm, string name) =>
        steps.Header(AlarmKind.Type, name, name, $"Raises an alarm: {alarm.Title}", scene.Home.Region);

    private ResourceChange RuleHeader(AlarmDefinition alarm, string name) =>
        steps.Header(EventRuleKind.Type, name, name, "Tells of GuardDuty's findings by their severity.", scene.Here.Region);
}
