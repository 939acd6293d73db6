using AwsHardening.Core.Audit.Alarms;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Alarms;

/// <summary>Every write that sets alarms up, each in turn: unanswered, timed out, throttled, failed, or the last that the process sees.</summary>
public class AlarmFaultTests(ITestOutputHelper output)
{
    // One of each kind: filter, detector and alarm, rule, and all that they share.
    private static readonly SecurityAlarmOptions s_options = AlarmScene.Options("UnusualKmsActivity", "GuardDutyFinding");

    private static readonly WriteWalk s_walk = new()
    {
        Make = AlarmScene.Make,
        RunAsync = async (rehearsal, host) => [.. (await rehearsal.EnableAsync(host, s_options)).Select(item => item.Status)],
        State = rehearsal => rehearsal.State().ToJsonString(),
        AssertStandsAsync = async (rehearsal, name) => Assert.All(
            await rehearsal.AlarmsAsync(new TestHost(), [.. s_options.Names]),
            // Nobody has confirmed, and the trail may not have delivered.
            alarm => Assert.True(alarm.Reasons.All(reason => reason.Contains("confirmed", StringComparison.Ordinal) || reason.Contains("delivered nothing", StringComparison.Ordinal)),
                $"{name}: {alarm}: {string.Join("; ", alarm.Reasons)}")),
        // Only a group that the trail has written to.
        Stays = error => error.Message.Contains("holds logs", StringComparison.Ordinal),
    };

    [Theory]
    [InlineData(FaultKind.DropResponse)]
    [InlineData(FaultKind.TimeoutBeforeEffect)]
    [InlineData(FaultKind.Throttle)]
    [InlineData(FaultKind.ServerError)]
    public async Task A_write_that_goes_wrong_once_is_looked_for_and_made_once(FaultKind kind) => Assert.True(await s_walk.FailOnceAsync(kind) >= 14);

    [Fact]
    public async Task A_write_that_is_refused_for_good_fails_what_needs_it_and_nothing_is_left_half_made()
    {
        foreach (var (service, operation) in (await s_walk.WritesAsync()).Select(write => (write.Service, write.Operation)).Distinct())
        {
            using var rehearsal = AlarmScene.Make();
            var (before, host) = (rehearsal.State().ToJsonString(), new TestHost());
            rehearsal.Account.Faults.Add(new FaultRule(FaultKind.AccessDenied, service, operation));
            var items = await rehearsal.EnableAsync(host, s_options);
            Assert.Contains(items, item => item.Status == "Failed");
            Assert.Equal(items.Count(item => item.Status == "Failed"), host.Errors.Count);
            Assert.All(host.Errors, error => Assert.True(error.Id is "AccessDenied" or "SecurityAlarmSkipped", error.Message));
            rehearsal.Account.Faults.Clear();
            await s_walk.AssertTakenBackAsync(rehearsal, before, $"refused {operation}");
        }
    }

    [Theory]
    [InlineData(CallStage.BeforeEffect)]
    [InlineData(CallStage.AfterEffect)]
    public async Task Whoever_comes_after_a_death_between_any_two_calls_finds_the_way_on_and_back(CallStage stage)
    {
        var (deaths, resumed) = await s_walk.DieAsync(stage);
        output.WriteLine($"{deaths} deaths {stage}, {resumed} changes resumed");
        Assert.True(deaths >= 14 && resumed > 0);
    }
}
