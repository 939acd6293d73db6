using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>
/// Checks of an alarm link by link whether an event would reach somebody, and at the end sends one through: on an embedded account a
/// made-up event, on a real one, where that is asked for, the alarm's own state.
/// </summary>
/// <param name="scene">Where.</param>
/// <param name="delivery">Sends something through.</param>
/// <param name="cancellationToken">Stops the reading.</param>
internal sealed class AlarmTester(AlarmScene scene, AlarmDelivery delivery, CancellationToken cancellationToken)
{
    private const string Pass = "Pass";
    private const string Fail = "Fail";
    private const string Unknown = "Unknown";

    public async Task<SecurityAlarmTest> TestAsync(AlarmLinks links)
    {
        if (links.IsMissing)
        {
            return Test(links, "Missing", $"neither a filter nor an alarm: Enable-SecurityAlarm {links.Definition.Name}", []);
        }

        List<SecurityAlarmCheck> checks = [];
        if (links.Definition.IsLogged)
        {
            checks.Add(scene.TrailUnread is { } unread ? new("Trail", Unknown, unread.Message)
                : Judge("Trail", links.TrailBroken, known: true, $"delivered to {links.Record.LogGroupName} at {links.Record.LastDelivery:u}"));
        }

        checks.AddRange(links.Others);
        checks.Add(await PatternAsync(links));
        checks.Add(Raised(links));
        checks.AddRange(Topic(links));
        // What cannot get through is not sent.
        checks.Add(checks.Exists(check => check.State != Pass)
            ? new("Delivery", "Skipped", "nothing was sent: a link before it does not hold, or is not known") : await delivery.SendAsync(links, cancellationToken));
        var worst = checks.Find(check => check.State == Fail) ?? checks.Find(check => check.State == Unknown);
        var result = worst?.State switch { null => "Passed", Fail => "Failed", _ => Unknown };
        return Test(links, result, worst is null ? null : $"{worst.Check}: {worst.Detail}", checks);
    }

    private SecurityAlarmTest Test(AlarmLinks links, string result, string? reason, IReadOnlyList<SecurityAlarmCheck> checks) => new()
    {
        AccountId = scene.Caller.AccountId,
        Region = links.Record.Region,
        Name = links.Definition.Name,
        Result = result,
        Reason = reason,
        Checks = checks,
    };

    private async Task<SecurityAlarmCheck> PatternAsync(AlarmLinks links)
    {
        const string name = "Pattern";
        if (links.Filter is null)
        {
            return links.Status == "Incomplete" ? new(name, Fail, "there is no filter") : new(name, Unknown, string.Join("; ", links.Reasons));
        }

        try
        {
            return links.Definition.IsLogged ? await FilterAsync(links) : await RuleAsync(links);
        }
        catch (UnreadFactException e)
        {
            return new(name, Unknown, AwsErrors.Describe(e, $"reading {e.What}", e.IamAction, links.Definition.Name).Message);
        }
    }

    // CloudWatch Logs itself says what the filter that is there would see.
    private async Task<SecurityAlarmCheck> FilterAsync(AlarmLinks links)
    {
        var definition = links.Definition;
        var samples = definition.Matching.Concat(definition.NotMatching).ToArray();
        var answer = await AuditReads.ReadAsync(scene.Home, "logs", "TestMetricFilter", new()
        {
            ["filterPattern"] = links.Filter![MetricFilterKind.Pattern]!.DeepClone(),
            ["logEventMessages"] = new JsonArray([.. samples.Select(sample => (JsonNode)sample)]),
        }, cancellationToken);
        var matched = (answer["matches"] as JsonArray ?? []).Select(match => (int)(long)match!["eventNumber"]! - 1).ToHashSet();
        var missed = Enumerable.Range(0, definition.Matching.Count).Where(index => !matched.Contains(index)).ToArray();
        var wrong = matched.Where(index => index >= definition.Matching.Count).ToArray();
        return missed.Length > 0 ? new("Pattern", Fail, $"it does not see {NameOf(samples[missed[0]])}")
            : wrong.Length > 0 ? new("Pattern", Fail, $"it sees {NameOf(samples[wrong[0]])}, which is something else")
            : new("Pattern", Pass, $"it sees {definition.Matching.Count} events that it must see and none of {definition.NotMatching.Count} others");
    }

    private async Task<SecurityAlarmCheck> RuleAsync(AlarmLinks links)
    {
        var pattern = (string)links.Filter![EventRuleKind.Pattern]!;
        return await AlarmReader.MatchesAsync(scene.Here, pattern, FindingEvent.Worst, scene.Caller.AccountId, cancellationToken)
            ? new("Pattern", Pass, "it takes findings") : new("Pattern", Fail, "it does not take the most severe finding");
    }

    private static SecurityAlarmCheck Raised(AlarmLinks links)
    {
        if (!links.Definition.IsLogged)
        {
            return links.Filter is { } rule
                ? Judge("Alarm", (string?)rule[EventRuleKind.State] == "ENABLED" ? null : "the rule is disabled", known: true, "the rule is enabled")
                : new("Alarm", links.Status == Unknown ? Unknown : Fail, "there is no rule");
        }

        return links.Alarm is null ? new("Alarm", links.Status == Unknown ? Unknown : Fail, "there is no alarm")
            : Judge("Alarm", links.AlarmBroken.FirstOrDefault(), known: true,
                $"{links.Record.AlarmName} is raised by {(links.Definition.Trigger == AlarmTrigger.Anomaly ? "what is unusual" : "one event")} and tells {links.Topic?.Arn ?? "nobody"}");
    }

    private static IEnumerable<SecurityAlarmCheck> Topic(AlarmLinks links)
    {
        if (links.Topic is not { } topic)
        {
            return [new("Subscription", links.Status == Unknown ? Unknown : Fail, "there is no topic to tell")];
        }

        return
        [
            Judge("TopicPolicy", links.PublishBroken, topic.Topic.IsKnown, "it lets the service publish"),
            Judge("KeyPolicy", links.KeyBroken, topic.Topic.IsKnown && topic.KeyPolicy.IsKnown, topic.Key is null ? "the topic is not encrypted" : $"it lets the service use {topic.Key}"),
            Judge("Subscription", links.SubscriptionBroken, topic.Subscriptions.IsKnown, $"{topic.Confirmed} confirmed"),
        ];
    }

    private static SecurityAlarmCheck Judge(string check, string? broken, bool known, string detail) =>
        broken is not null ? new(check, Fail, broken) : known ? new(check, Pass, detail) : new(check, Unknown, "it could not be read");

    private static string NameOf(string sample) => JsonNode.Parse(sample)!["eventName"]!.GetValue<string>();
}
