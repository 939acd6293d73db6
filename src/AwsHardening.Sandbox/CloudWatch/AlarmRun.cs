using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Sns;

namespace AwsHardening.Sandbox.CloudWatch;

/// <summary>
/// Moves alarms on with the account's clock: each is judged at every whole minute. Minutes that nothing can have changed are
/// passed over, so that a clock that leaps costs no more than the data between.
/// </summary>
internal sealed class AlarmRun(CloudWatchState state)
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private DateTimeOffset _seen;

    /// <summary>Judges what is due by now.</summary>
    public void Advance()
    {
        var end = Floor(state.Now);
        if (end == _seen || state.Alarms.Count == 0)
        {
            return;
        }

        _seen = end;
        foreach (var alarm in state.Alarms.Values.Where(alarm => alarm.IsJudged))
        {
            Advance(alarm, end);
        }
    }

    /// <summary>Gives an alarm a state, as SetAlarmState does; the next minute judges it anew.</summary>
    public void Set(Alarm alarm, string next, string reason, string? data)
    {
        Change(alarm, next, reason, data, state.Now);
        alarm.JudgedTo = Floor(state.Now);
    }

    public static DateTimeOffset Floor(DateTimeOffset time) => time.AddTicks(-(time.Ticks % s_minute.Ticks));

    private void Advance(Alarm alarm, DateTimeOffset end)
    {
        var (range, key) = (AlarmJudge.Range(alarm), alarm.Metric.Key);
        var at = Floor(alarm.JudgedTo);
        while (at + s_minute <= end)
        {
            at += s_minute;
            if (AlarmJudge.Judge(alarm, state, at) is { } verdict)
            {
                Change(alarm, verdict.State, verdict.Reason, verdict.Data.ToJsonString(), at);
            }

            var metric = state.Metrics.GetValueOrDefault(key);
            if (metric?.Has(at - range, at) is not true)
            {
                at = metric?.FirstFrom(at) is { } next && Floor(next) < end ? Floor(next) : end;
            }
        }

        alarm.JudgedTo = at;
    }

    private void Change(Alarm alarm, string next, string reason, string? data, DateTimeOffset time)
    {
        var old = Json.Of(("stateValue", alarm.State), ("stateReason", alarm.Reason));
        var before = alarm.State;
        if (before == next && alarm.Reason == reason)
        {
            return;
        }

        (alarm.State, alarm.Reason, alarm.ReasonData, alarm.StateUpdated) = (next, reason, data, time);
        if (before == next)
        {
            return;
        }

        alarm.StateTransitioned = time;
        state.Remember(alarm, time, "StateUpdate", $"Alarm updated from {before} to {next}", Json.Of(
            ("version", "1.0"), ("oldState", old), ("newState", Json.Of(("stateValue", next), ("stateReason", reason)))));
        if (alarm.ActionsEnabled)
        {
            foreach (var action in alarm.ActionsOf(next))
            {
                Act(alarm, action, before, time);
            }
        }
    }

    private void Act(Alarm alarm, string action, string before, DateTimeOffset time)
    {
        var refusal = action.Split(':')[2] == "sns"
            ? state.Account.Service<SnsService>().PublishFrom(
                ServicePublisher.CloudWatch, alarm.Arn, action, AlarmMessage.Subject(alarm, state.Region), AlarmMessage.Body(alarm, before, state).ToJsonString(), time)
            : "The sandbox executes actions of Amazon SNS alone";
        state.Remember(
            alarm, time, "Action", refusal is null ? $"Successfully executed action {action}" : $"Failed to execute action {action}",
            Json.Of(
                ("actionState", refusal is null ? "Succeeded" : "Failed"), ("stateUpdateTimestamp", time.ToUnixTimeMilliseconds()),
                ("notificationResource", action), ("publishedMessage", null), ("error", refusal)));
    }
}
