using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;
using AwsHardening.Sandbox;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>Sends something through an alarm, and looks whether the topic was told.</summary>
/// <param name="scene">Where.</param>
/// <param name="runner">Sets the state of an alarm of a real account; null to leave it alone.</param>
/// <param name="isWhatIf">True to send nothing at all.</param>
internal sealed class AlarmDelivery(AlarmScene scene, ChangeRunner? runner, bool isWhatIf = false)
{
    private const string Check = "Delivery";
    private const string Alarming = "ALARM";

    // Delivery to the log group takes up to five minutes, and an alarm looks at the five after that.
    private static readonly TimeSpan s_through = TimeSpan.FromMinutes(11);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(2);

    public async Task<SecurityAlarmCheck> SendAsync(AlarmLinks links, CancellationToken cancellationToken)
    {
        try
        {
            return isWhatIf && scene.Here.Sandbox is not null ? new(Check, "Skipped", "nothing was sent")
                : scene.Here.Sandbox is { } account && scene.Here.AccountClock is SteppingClock clock
                ? await RehearseAsync(links, account, clock, cancellationToken)
                : runner is null ? new(Check, "Skipped", "nothing was sent; -Send has the alarm tell its topic")
                : !links.Definition.IsLogged ? new(Check, "Skipped", "a rule tells of findings alone; have one made with New-SampleFinding")
                : await SetStateAsync(links, runner, cancellationToken);
        }
        catch (UnreadFactException e)
        {
            return new(Check, "Unknown", e.Message);
        }
    }

    /// <summary>Gives a trail that was set up a moment ago the time that its first delivery takes, where the account's time is its own.</summary>
    /// <returns>True where it was given time, and is to be looked at again.</returns>
    public static bool LetDeliver(AlarmScene scene)
    {
        if (scene.DeliveredGroup is null || scene.Trail?["LatestCloudWatchLogsDeliveryTime"] is not null || scene.Here.Sandbox is null || scene.Here.AccountClock is not SteppingClock clock)
        {
            return false;
        }

        clock.Advance(s_through);
        return true;
    }

    private async Task<SecurityAlarmCheck> RehearseAsync(AlarmLinks links, SandboxAccount account, SteppingClock clock, CancellationToken cancellationToken)
    {
        var region = links.Record.Region;
        if (links.Definition.Trigger == AlarmTrigger.Anomaly)
        {
            return new(Check, "Skipped", "one event is nothing unusual: what is usual takes CloudWatch days to learn");
        }

        // One that is raised already tells nobody anew; with nothing more to count it comes down.
        if (links.Definition.IsLogged && await StateAsync(links, cancellationToken) == Alarming)
        {
            clock.Advance(s_through);
        }

        var before = account.Deliveries.Count;
        if (links.Definition.IsLogged)
        {
            account.BringTrailEvent(region, (JsonObject)JsonNode.Parse(links.Definition.Matching[0])!);
            clock.Advance(s_through);
        }
        else
        {
            var sample = JsonNode.Parse(FindingEvent.Sample(FindingEvent.Worst, scene.Caller.AccountId, region))!;
            account.BringBusEvent(region, (string)sample["source"]!, (string)sample["detail-type"]!, (JsonObject)sample["detail"]!);
        }

        // Trails deliver, and alarms are judged, when somebody calls.
        var state = links.Definition.IsLogged ? await StateAsync(links, cancellationToken) : null;
        clock.Advance(s_through);
        state = links.Definition.IsLogged && state != Alarming ? await StateAsync(links, cancellationToken) : state;
        var told = account.Deliveries.Skip(before).Where(mail => mail.TopicArn == links.Topic!.Arn).Select(mail => mail.Endpoint).Distinct().ToArray();
        return told.Length > 0 ? new(Check, "Pass", $"a made-up event was told to {string.Join(", ", told)}")
            : new(Check, "Fail", links.Definition.IsLogged ? $"a made-up event reached nobody; the alarm is in state {state}" : "a made-up finding reached nobody");
    }

    // The state that is set passes with the next look at the metric; nothing else of the alarm is touched.
    internal async Task<SecurityAlarmCheck> SetStateAsync(AlarmLinks links, ChangeRunner setter, CancellationToken cancellationToken)
    {
        var (name, was) = (links.Record.AlarmName!, links.Record.AlarmState ?? "OK");
        if (was == Alarming)
        {
            return new(Check, "Skipped", "the alarm is raised already, and tells nobody anew before it has come down");
        }

        var header = setter.Header(AlarmKind.Type, name, name, $"Raises alarm {name} for a moment, to see whether anybody is told.", links.Record.Region);
        ApiCall Set(string id, string state, string counterpart) => new(id, "cloudwatch", "SetAlarmState", new()
        {
            [AlarmKind.Name] = name,
            [AlarmKind.State] = state,
            ["StateReason"] = "A test of AwsHardening: nothing happened.",
        }, counterpart, []);
        var began = scene.Home.AccountClock.GetUtcNow();
        var result = await setter.RunAsync(header with
        {
            Before = new() { [ContentKind.Exists] = true, [AlarmKind.State] = was },
            After = new() { [ContentKind.Exists] = true, [AlarmKind.State] = Alarming },
            Calls = [Set("raise", Alarming, "lower")],
            Inverse = [Set("lower", was, "raise")],
        }, $"Raise alarm {name}, which tells {links.Topic!.Arn}", settle: null, known: null, cancellationToken);
        return result.Error is { } error ? new(Check, "Fail", error.Message)
            : !result.IsApplied ? new(Check, "Skipped", "nothing was sent")
            : await ToldAsync(name, began, cancellationToken);
    }

    private async Task<SecurityAlarmCheck> ToldAsync(string alarm, DateTimeOffset began, CancellationToken cancellationToken)
    {
        var clock = scene.Home.AccountClock;
        while (true)
        {
            var history = await AuditReads.ReadAsync(scene.Home, "cloudwatch", "DescribeAlarmHistory",
                new() { [AlarmKind.Name] = alarm, ["HistoryItemType"] = "Action", ["MaxRecords"] = 10 }, cancellationToken);
            var items = (history["AlarmHistoryItems"] as JsonArray ?? []).OfType<JsonObject>().Where(item =>
                DateTimeOffset.Parse((string)item["Timestamp"]!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) >= began.AddSeconds(-1)).ToArray();
            if (items.FirstOrDefault() is { } last)
            {
                var summary = (string)last["HistorySummary"]!;
                return summary.StartsWith("Successfully", StringComparison.Ordinal) ? new(Check, "Pass", summary) : new(Check, "Fail", summary);
            }

            if (clock.GetUtcNow() - began > s_longest)
            {
                return new(Check, "Unknown", $"the alarm's history says nothing of an action within {s_longest.TotalSeconds:0} seconds");
            }

            await Task.Delay(s_every, clock, cancellationToken);
        }
    }

    private async Task<string?> StateAsync(AlarmLinks links, CancellationToken cancellationToken) =>
        (string?)(await AlarmKind.FindAsync(scene.Home, links.Record.AlarmName!, cancellationToken))?[AlarmKind.State];
}
