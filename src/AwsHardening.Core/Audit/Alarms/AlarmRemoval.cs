using System.Runtime.CompilerServices;
using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>
/// Removes what security alarms made, alarms first and what they share last. What the trail delivers may be read by others too: its log
/// group, its role and its setting stay, unless they are asked for.
/// </summary>
internal sealed class AlarmRemoval(AwsSession session, CallerIdentity caller, ChangeRunner runner, WatchingHost host, DisableAlarmOptions options)
{
    private readonly SetRemoval _set = new(AlarmScene.PartOf, session, caller, runner, host);

    public async IAsyncEnumerable<SecurityAlarmItem> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var all = _set.Resources().Select(changes => (Changes: changes, Alarm: AlarmOf(changes[0].Change)))
            .OrderBy(resource => Order(resource.Changes[0].Change.ResourceType)).ThenByDescending(resource => resource.Changes.Max(change => change.Time)).ToArray();
        var names = options.Names.Count == 0 ? null : options.Names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        // What all share goes with the last of them.
        var goes = names is null || all.All(resource => resource.Alarm is not { } alarm || names.Contains(alarm));
        var asked = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var (changes, alarm) in all.Where(resource => resource.Alarm is { } alarm ? names?.Contains(alarm) != false : goes))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return await RemoveAsync(changes, alarm, asked, cancellationToken);
        }
    }

    private async Task<SecurityAlarmItem> RemoveAsync(JournaledChange[] changes, string? alarm, Dictionary<string, bool> asked, CancellationToken cancellationToken)
    {
        var first = changes[0].Change;
        if (IsDelivery(first.ResourceType) && !options.IncludeLogDelivery)
        {
            return Item(first, alarm, "Kept", "the trail goes on delivering to CloudWatch Logs; to take that back too: -IncludeLogDelivery");
        }

        if (TopicOf(first) is { } topic && !await MayLoseAsync(topic, asked, cancellationToken))
        {
            return Item(first, alarm, "Kept", "it has confirmed subscriptions");
        }

        // Its key is of no use without the topic, and the topic of none without its key.
        if (first.ResourceType == KeyKind.Type && asked.ContainsValue(false))
        {
            return Item(first, alarm, "Kept", "the topic that it encrypts was kept");
        }

        if (!SetRemoval.IsMade(changes) && !IsDelivery(first.ResourceType))
        {
            return Item(first, alarm, "Kept", SetRemoval.Raised(changes));
        }

        if (first.ResourceType == LogGroupKind.Type && await HoldsAsync(first, cancellationToken) is { } holds)
        {
            return Item(first, alarm, "Kept", holds);
        }

        var (status, detail, changeId) = await _set.RemoveAsync(changes, cancellationToken);
        return Item(first, alarm, status, detail, changeId);
    }

    // Asked once a topic: whoever is told has to say yes anew, and AWS alone can ask them.
    private async Task<bool> MayLoseAsync(string topicArn, Dictionary<string, bool> asked, CancellationToken cancellationToken)
    {
        if (asked.TryGetValue(topicArn, out var answered))
        {
            return answered;
        }

        var region = topicArn.Split(':')[3];
        int confirmed;
        try
        {
            confirmed = (await SubscriptionKind.ListAsync(session.In(region), topicArn, cancellationToken)).Count(SubscriptionKind.IsConfirmed);
        }
        catch (UnreadFactException e)
        {
            await host.WriteErrorAsync(AwsErrors.Describe(e, $"reading {e.What}", e.IamAction, topicArn), cancellationToken);
            return asked[topicArn] = false;
        }

        if (confirmed == 0 || options.Force || host.IsWhatIf || runner.IsPlanning)
        {
            return asked[topicArn] = true;
        }

        var answer = await host.ShouldContinueAsync(
            $"Topic {topicArn} will be deleted, and {AlarmErrors.Many(confirmed)} confirmed: setting the alarms up again asks each of them anew, and nobody is told before they answer. Go on?",
            "Lose confirmed subscriptions", cancellationToken);
        if (answer != true)
        {
            await host.WriteErrorAsync(AlarmErrors.ConfirmedLost(topicArn, confirmed, couldAsk: answer is not null), cancellationToken);
        }

        return asked[topicArn] = answer == true;
    }

    // What keeps a log group from being deleted.
    private async Task<string?> HoldsAsync(ResourceChange made, CancellationToken cancellationToken)
    {
        try
        {
            var kind = new LogGroupKind();
            return kind.Drift(made, await kind.ReadAsync(session.In(made.Region), made, cancellationToken)) is [var first, ..] ? first : null;
        }
        catch (UnreadFactException e)
        {
            return $"what it holds could not be read: {e.Message}";
        }
    }

    private static string? TopicOf(ResourceChange change) => change.ResourceType switch
    {
        TopicKind.Type => change.ResourceId,
        SubscriptionKind.Type => change.ResourceId.Split('|')[0],
        _ => null,
    };

    private static bool IsDelivery(string resourceType) => resourceType is LogGroupKind.Type or RoleKind.Type or RolePolicyKind.Type or TrailKind.Type;

    private static string? AlarmOf(ResourceChange change) => change.ResourceType switch
    {
        MetricFilterKind.Type or AlarmKind.Type or EventRuleKind.Type => SecurityAlarmCatalog.All.FirstOrDefault(alarm => alarm.ResourceName == change.ResourceName)?.Name,
        AnomalyDetectorKind.Type => SecurityAlarmCatalog.All.FirstOrDefault(alarm => alarm.Trigger == AlarmTrigger.Anomaly)?.Name,
        _ => null,
    };

    private static int Order(string resourceType) => resourceType switch
    {
        AlarmKind.Type or EventRuleKind.Type => 0,
        AnomalyDetectorKind.Type => 1,
        MetricFilterKind.Type => 2,
        SubscriptionKind.Type => 3,
        TopicKind.Type => 4,
        KeyKind.Type => 5,
        TrailKind.Type => 6,
        RolePolicyKind.Type => 7,
        RoleKind.Type => 8,
        _ => 9,
    };

    private static SecurityAlarmItem Item(ResourceChange change, string? alarm, string status, string? detail, string? changeId = null) =>
        AlarmSteps.Item(alarm, change, status, detail, changeId);
}
