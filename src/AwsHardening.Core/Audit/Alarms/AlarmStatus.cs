using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>
/// Tells of each security alarm what it stands on and whether every link holds. What was not read is neither there nor missing.
/// </summary>
internal sealed class AlarmStatus(AlarmScene scene, CancellationToken cancellationToken)
{
    // CloudTrail writes every few minutes wherever anything happens at all; an account in use is never still for a day.
    private static readonly TimeSpan s_recently = TimeSpan.FromDays(1);

    private readonly Dictionary<string, TopicFacts> _topics = new(StringComparer.Ordinal);
    private Fact<IReadOnlyList<JsonObject>>? _filters;
    private Fact<IReadOnlyList<JsonObject>>? _alarms;

    /// <summary>One alarm.</summary>
    public async Task<AlarmLinks> ReadAsync(AlarmDefinition definition) => definition.IsLogged ? await LoggedAsync(definition) : await FindingAsync(definition);

    private async Task<AlarmLinks> LoggedAsync(AlarmDefinition definition)
    {
        _filters ??= await AlarmReader.FiltersAsync(scene, cancellationToken);
        _alarms ??= await AlarmReader.AlarmsAsync(scene.Home, cancellationToken);
        var links = new AlarmLinks(definition);
        links.Take(_filters);
        links.Take(_alarms);
        var chain = AlarmChain.Of(definition, _filters.IsKnown ? _filters.Value : [], _alarms.IsKnown ? _alarms.Value : []);
        var trail = Trail(links);
        var accepted = definition.Accepts((string?)chain.Filter?[MetricFilterKind.Pattern]);
        if (_filters.IsKnown && chain.Filter is null)
        {
            links.Broken("there is no metric filter for it");
        }
        else if (chain.Filter is not null)
        {
            links.Broken(accepted ? null : "the filter's pattern is not one that sees what it should");
            links.Broken(chain.Metric is null ? "the filter counts in no metric" : null);
        }

        var alarm = chain.Alarm;
        if (alarm is null && _alarms.IsKnown)
        {
            links.Broken("there is no alarm on it");
        }
        else if (alarm is not null)
        {
            // Where the filters are not known, the alarm is judged by itself.
            links.AlarmBroken = AlarmChain.Shortfalls(definition, _filters.IsKnown ? chain.Metric : MetricPlace.Watched(alarm), alarm).ToArray();
            Array.ForEach(links.AlarmBroken, links.Broken);

            await DetectorAsync(definition, chain, links);
        }

        var topic = alarm is null ? null : await TopicAsync(links, scene.Home, AlarmChain.Topics(alarm), AlarmPolicies.CloudWatch,
            (string?)alarm["AlarmArn"] ?? $"arn:{scene.Partition}:cloudwatch:{scene.Home.Region}:{scene.Caller.AccountId}:alarm:{chain.AlarmName}", "the alarm");
        links.IsMissing = _filters.IsKnown && _alarms.IsKnown && chain.Filter is null && alarm is null;
        links.Filter = chain.Filter;
        links.Alarm = alarm;
        links.Topic = topic;
        links.Record = Record(definition, scene.Home.Region, links, topic) with
        {
            TrailName = (string?)scene.Trail?["Name"],
            LogGroupName = scene.DeliveredGroup,
            LastDelivery = trail,
            FilterName = chain.FilterName,
            FilterPattern = (string?)chain.Filter?[MetricFilterKind.Pattern],
            PatternAsExpected = chain.Filter is null ? null : accepted,
            AlarmName = chain.AlarmName,
            AlarmState = (string?)alarm?[AlarmKind.State],
            ActionsEnabled = (bool?)alarm?["ActionsEnabled"],
        };
        return links;
    }

    private async Task<AlarmLinks> FindingAsync(AlarmDefinition definition)
    {
        var links = new AlarmLinks(definition);
        var (session, account) = (scene.Here, scene.Caller.AccountId);
        var rule = await BaselineReader.TryAsync(() => AlarmReader.RuleAsync(session, definition.ResourceName, scene.Options.Severity, account, cancellationToken));
        links.Take(rule);
        var content = rule.IsKnown && ContentKind.IsThere(rule.Value.Content) ? rule.Value.Content : null;
        var matches = content is null ? Fact.Known<bool?>(null)
            : await BaselineReader.TryAsync<bool?>(async () => await AlarmReader.MatchesAsync(session, (string?)content[EventRuleKind.Pattern] ?? "", FindingEvent.Worst, account, cancellationToken));
        links.Take(matches);
        links.Broken(rule.IsKnown && content is null ? "there is no rule for it" : null);
        links.Broken(content is not null && (string?)content[EventRuleKind.State] != "ENABLED" ? "the rule is disabled" : null);
        links.Broken(matches is { IsKnown: true, Value: false } ? "the rule's pattern takes no findings" : null);
        var detector = await BaselineReader.TryAsync(() => DetectorKind.ReadAsync(session, cancellationToken));
        links.Further("GuardDuty", detector, found => (string?)found[DetectorKind.Status] == "ENABLED" ? null : $"GuardDuty is not on in {session.Region}", $"it is on in {session.Region}");
        var topic = content is null ? null : await TopicAsync(
            links, session, AlarmReader.Topics(content), AlarmPolicies.Events, $"arn:{scene.Partition}:events:{session.Region}:{account}:rule/{rule.Value.Name}", "the rule");
        links.IsMissing = rule.IsKnown && content is null;
        links.Filter = content;
        links.Topic = topic;
        links.Record = Record(definition, session.Region, links, topic) with
        {
            FilterName = content is null ? null : rule.Value.Name,
            FilterPattern = (string?)content?[EventRuleKind.Pattern],
            PatternAsExpected = matches.IsKnown ? matches.Value : null,
            AlarmState = (string?)content?[EventRuleKind.State],
            ActionsEnabled = content is null ? null : AlarmReader.Topics(content).Count > 0,
        };
        return links;
    }

    private DateTimeOffset? Trail(AlarmLinks links)
    {
        if (scene.TrailUnread is not null)
        {
            return null;
        }

        if (AlarmTrail.Refusal(scene.Trail, scene.Options.TrailName, scene.Caller.AccountId, scene.Here) is { } refusal)
        {
            links.TrailBroken = refusal.Message;
        }
        else if (scene.DeliveredGroup is null)
        {
            links.TrailBroken = $"trail {scene.Trail!["Name"]} delivers to no log group";
        }
        else if ((bool?)scene.Trail![TrailKind.IsLogging] != true)
        {
            links.TrailBroken = $"trail {scene.Trail["Name"]} is not logging";
        }
        else if ((string?)scene.Trail["LatestCloudWatchLogsDeliveryError"] is { Length: > 0 } error)
        {
            links.TrailBroken = $"trail {scene.Trail["Name"]} cannot deliver to {scene.DeliveredGroup}: {error}";
        }

        DateTimeOffset? last = (string?)scene.Trail?["LatestCloudWatchLogsDeliveryTime"] is { } text
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null;
        if (links.TrailBroken is null && (last is null || scene.Home.AccountClock.GetUtcNow() - last > s_recently))
        {
            links.TrailBroken = last is null ? $"trail {scene.Trail!["Name"]} has delivered nothing to {scene.DeliveredGroup} yet"
                : $"trail {scene.Trail!["Name"]} has delivered nothing to {scene.DeliveredGroup} since {last:u}";
        }

        links.Broken(links.TrailBroken);
        return last;
    }

    private async Task DetectorAsync(AlarmDefinition definition, AlarmChain chain, AlarmLinks links)
    {
        if (definition.Trigger != AlarmTrigger.Anomaly || chain.Metric is not { } metric)
        {
            return;
        }

        var detector = await BaselineReader.TryAsync(() => AnomalyDetectorKind.IsThereAsync(scene.Home, metric.Namespace, metric.Name, cancellationToken));
        links.Further("Detector", detector, there => there ? null : "no anomaly detector learns what is usual", "an anomaly detector learns what is usual");
    }

    // Of several topics, one that gets through to somebody is enough.
    private async Task<TopicFacts?> TopicAsync(AlarmLinks links, Account.AwsSession session, IReadOnlyList<string> arns, string service, string sourceArn, string teller)
    {
        List<(TopicFacts Facts, string?[] Problems)> all = [];
        foreach (var arn in arns)
        {
            if (!_topics.TryGetValue(arn, out var facts))
            {
                _topics[arn] = facts = await TopicFacts.ReadAsync(session, arn, cancellationToken);
            }

            all.Add((facts,
            [
                facts.PublishRefusal(service, sourceArn), facts.KeyRefusal(service, sourceArn),
                facts.Confirmed == 0 ? facts.Pending > 0 ? $"nobody has confirmed a subscription yet; {facts.Pending} pending" : "nobody is subscribed to the topic" : null,
            ]));
        }

        if (all.Count == 0)
        {
            links.Broken($"{teller} tells no topic");
            return null;
        }

        var (topic, problems) = all.OrderBy(one => one.Problems.Count(problem => problem is not null)).First();
        (links.PublishBroken, links.KeyBroken, links.SubscriptionBroken) = (problems[0], problems[1], problems[2]);
        Array.ForEach(problems, links.Broken);
        links.Take(topic.Topic);
        links.Take(topic.KeyPolicy);
        links.Take(topic.Subscriptions);
        return topic;
    }

    private SecurityAlarm Record(AlarmDefinition definition, string region, AlarmLinks links, TopicFacts? topic) => new()
    {
        AccountId = scene.Caller.AccountId,
        Region = region,
        Name = definition.Name,
        Title = definition.Title,
        Status = links.Status,
        Reasons = links.Reasons,
        TopicArn = topic?.Arn,
        TopicEncrypted = topic?.IsEncrypted,
        PublishAllowed = topic is null ? null : (links.PublishBroken ?? links.KeyBroken) is not null ? false : topic.Topic.IsKnown && topic.KeyPolicy.IsKnown ? true : null,
        SubscriptionsConfirmed = topic?.Confirmed,
        SubscriptionsPending = topic?.Pending,
        Compliance = definition.Compliance,
    };
}

/// <summary>The links of one security alarm, as far as they were read.</summary>
internal sealed class AlarmLinks(AlarmDefinition definition)
{
    private readonly List<string> _broken = [];
    private readonly List<string> _unread = [];

    public AlarmDefinition Definition => definition;

    /// <summary>What the user is shown.</summary>
    public SecurityAlarm Record { get; set; } = null!;

    /// <summary>The filter as it was described, or the rule; null where there is none.</summary>
    public JsonObject? Filter { get; set; }

    public JsonObject? Alarm { get; set; }

    public TopicFacts? Topic { get; set; }

    public bool IsMissing { get; set; }

    public string? TrailBroken { get; set; }

    public string[] AlarmBroken { get; set; } = [];

    public string? PublishBroken { get; set; }

    public string? KeyBroken { get; set; }

    public string? SubscriptionBroken { get; set; }

    public string Status => IsMissing ? "Missing" : _broken.Count > 0 ? "Incomplete" : _unread.Count > 0 ? "Unknown" : "Working";

    public IReadOnlyList<string> Reasons => [.. _broken, .. _unread.Distinct()];

    /// <summary>Links beside the filter, the alarm and the topic, as they were found.</summary>
    public List<SecurityAlarmCheck> Others { get; } = [];

    public void Further<T>(string check, Fact<T> fact, Func<T, string?> broken, string detail)
    {
        Take(fact);
        var reason = fact.IsKnown ? broken(fact.Value) : null;
        Broken(reason);
        Others.Add(!fact.IsKnown ? new(check, "Unknown", Reasons[^1]) : reason is null ? new(check, "Pass", detail) : new(check, "Fail", reason));
    }

    public void Broken(string? reason)
    {
        if (reason is not null)
        {
            _broken.Add(reason);
        }
    }

    public void Take<T>(Fact<T> fact)
    {
        if (!fact.IsKnown)
        {
            var unread = fact.Reason as UnreadFactException;
            _unread.Add($"{unread?.What ?? "something"} could not be read ({AwsErrors.Code(fact.Reason!) ?? AwsErrors.Code(unread?.InnerException ?? fact.Reason!) ?? "no answer"}), it takes {unread?.IamAction}");
        }
    }
}
