using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>Reads what security alarms stand on, each list once.</summary>
internal static class AlarmReader
{
    /// <summary>The metric filters of the trail's log group; none where it delivers to none.</summary>
    public static Task<Fact<IReadOnlyList<JsonObject>>> FiltersAsync(AlarmScene scene, CancellationToken cancellationToken) =>
        BaselineReader.TryAsync<IReadOnlyList<JsonObject>>(async () => scene.TrailUnread is { } unread ? throw unread
            : scene.DeliveredGroup is { } group ? await MetricFilterKind.FindAsync(scene.Home, group, prefix: null, cancellationToken) : []);

    /// <summary>The metric alarms of a Region.</summary>
    public static Task<Fact<IReadOnlyList<JsonObject>>> AlarmsAsync(AwsSession session, CancellationToken cancellationToken) =>
        BaselineReader.TryAsync<IReadOnlyList<JsonObject>>(async () =>
            [.. (await AuditReads.PagesAsync(session, "cloudwatch", "DescribeAlarms", [], "MetricAlarms", cancellationToken)).OfType<JsonObject>()]);

    /// <summary>
    /// The rule that tells of findings of a severity and of worse ones: the module's own, else another's that is on and tells a topic; absent
    /// where there is neither.
    /// </summary>
    public static async Task<(string Name, JsonObject Content)> RuleAsync(AwsSession session, string ownName, double severity, string accountId, CancellationToken cancellationToken)
    {
        var own = await EventRuleKind.ReadAsync(session, ownName, cancellationToken);
        if (ContentKind.IsThere(own))
        {
            return (ownName, own);
        }

        foreach (var rule in await AuditReads.PagesAsync(session, "events", "ListRules", [], "Rules", cancellationToken))
        {
            var (name, pattern) = ((string)rule["Name"]!, (string?)rule[EventRuleKind.Pattern]);
            if ((string?)rule[EventRuleKind.State] == "ENABLED" && FindingEvent.MayBeAbout(pattern) && await MatchesAsync(session, pattern!, severity, accountId, cancellationToken)
                && await EventRuleKind.ReadAsync(session, name, cancellationToken) is var content && Topics(content).Count > 0)
            {
                return (name, content);
            }
        }

        return (ownName, own);
    }

    /// <summary>The topics that a rule tells.</summary>
    public static IReadOnlyList<string> Topics(JsonObject rule) =>
        [.. rule.Where(pair => pair.Key.StartsWith(EventRuleKind.Target, StringComparison.Ordinal)).Select(pair => (string?)pair.Value ?? "").Where(AlarmChain.IsTopic)];

    /// <summary>True where EventBridge itself says that a pattern takes findings of a severity and the worst.</summary>
    public static async Task<bool> MatchesAsync(AwsSession session, string pattern, double severity, string accountId, CancellationToken cancellationToken)
    {
        foreach (var one in new[] { severity, FindingEvent.Worst })
        {
            var answer = await AuditReads.ReadAsync(session, "events", "TestEventPattern",
                new() { [EventRuleKind.Pattern] = pattern, ["Event"] = FindingEvent.Sample(one, accountId, session.Region) }, cancellationToken);
            if ((bool?)answer["Result"] != true)
            {
                return false;
            }
        }

        return true;
    }
}
