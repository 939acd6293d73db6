using AwsHardening.Core.Audit.Alarms;
using AwsHardening.Core.Changes;
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

    private static bool IsDeep => Environment.GetEnvironmentVariable("AWS_HARDENING_DEEP") == "1";

    public static TheoryData<FaultKind> Faults => new([FaultKind.DropResponse, FaultKind.TimeoutBeforeEffect, FaultKind.Throttle, FaultKind.ServerError]);

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_write_that_goes_wrong_once_is_looked_for_and_made_once(FaultKind kind)
    {
        var writes = await WritesAsync();
        Assert.True(writes.Count >= 14);
        // Every other one, and the others with the next kind, unless there is time.
        foreach (var (service, operation, nth) in writes.Where((_, index) => IsDeep || (index + (int)kind) % 2 == 0))
        {
            using var rehearsal = AlarmScene.Make();
            var (before, host, name) = (rehearsal.State().ToJsonString(), new TestHost(), $"{kind} at {service}:{operation} {nth}");
            rehearsal.Account.Faults.Add(new FaultRule(kind, service, operation) { When = FaultOccurrence.Nth(nth) });
            var items = await rehearsal.EnableAsync(host, s_options);
            Assert.True(host.Errors.Count == 0, $"{name}: {string.Join("; ", host.Errors.Select(error => error.Message))}");
            Assert.DoesNotContain(items, item => item.Status is "Failed" or "Skipped");
            await AssertStandsAsync(rehearsal, name);
            var made = rehearsal.Mutations.Where(call => call.ErrorCode is null).Select(call => $"{call.Operation} {call.Parameters.ToJsonString()}").ToArray();
            Assert.True(made.Distinct().Count() == made.Length, $"{name}: a change was made twice: {string.Join("; ", made.GroupBy(call => call).Where(calls => calls.Count() > 1).Select(calls => calls.Key))}");
            await AssertTakenBackAsync(rehearsal, before, name);
        }
    }

    [Fact]
    public async Task A_write_that_is_refused_for_good_fails_what_needs_it_and_nothing_is_left_half_made()
    {
        foreach (var (service, operation) in (await WritesAsync()).Select(write => (write.Service, write.Operation)).Distinct())
        {
            using var rehearsal = AlarmScene.Make();
            var (before, host) = (rehearsal.State().ToJsonString(), new TestHost());
            rehearsal.Account.Faults.Add(new FaultRule(FaultKind.AccessDenied, service, operation));
            var items = await rehearsal.EnableAsync(host, s_options);
            Assert.Contains(items, item => item.Status == "Failed");
            Assert.Equal(items.Count(item => item.Status == "Failed"), host.Errors.Count);
            Assert.All(host.Errors, error => Assert.True(error.Id is "AccessDenied" or "SecurityAlarmSkipped", error.Message));
            rehearsal.Account.Faults.Clear();
            await AssertTakenBackAsync(rehearsal, before, $"refused {operation}");
        }
    }

    [Theory]
    [InlineData(CallStage.BeforeEffect)]
    [InlineData(CallStage.AfterEffect)]
    public async Task Whoever_comes_after_a_death_between_any_two_calls_finds_the_way_on_and_back(CallStage stage)
    {
        var (deaths, resumed) = (0, 0);
        for (var write = 1; ; write++)
        {
            using var rehearsal = AlarmScene.Make();
            var (before, name) = (rehearsal.State().ToJsonString(), $"death {stage} write {write}");
            if (await DieAsync(rehearsal, write, stage) is not { } left)
            {
                break;
            }

            deaths++;
            rehearsal.Reopen();
            await File.WriteAllBytesAsync(rehearsal.JournalPath, left, TestContext.Current.CancellationToken);
            JournalRemains.WriteHead(rehearsal.JournalPath);
            if (write % 2 == 0)
            {
                var host = new TestHost();
                var open = (await rehearsal.ChangesAsync()).Where(change => change.Status == HardeningChangeStatus.Interrupted).Select(change => change.ChangeId).ToArray();
                resumed += (await rehearsal.ResumeAsync(open, host)).Count;
                await rehearsal.EnableAsync(host, s_options);
                Assert.True(host.Errors.Count == 0, $"{name}: {string.Join("; ", host.Errors.Select(error => error.Message))}");
                await AssertStandsAsync(rehearsal, name);
            }

            await AssertTakenBackAsync(rehearsal, before, name);
        }

        output.WriteLine($"{deaths} deaths {stage}, {resumed} changes resumed");
        Assert.True(deaths >= 14 && resumed > 0);
    }

    private static async Task<IReadOnlyList<(string Service, string Operation, int Nth)>> WritesAsync()
    {
        using var rehearsal = AlarmScene.Make();
        await rehearsal.EnableAsync(new TestHost(), s_options);
        return [.. rehearsal.Mutations.GroupBy(call => (call.Service, call.Operation))
            .SelectMany(group => Enumerable.Range(1, group.Count()).Select(nth => (group.Key.Service, group.Key.Operation, nth)))];
    }

    private static async Task AssertStandsAsync(Rehearsal rehearsal, string name) => Assert.All(
        await rehearsal.AlarmsAsync(new TestHost(), [.. s_options.Names]),
        // Nobody has confirmed, and the trail may not have delivered.
        alarm => Assert.True(alarm.Reasons.All(reason => reason.Contains("confirmed", StringComparison.Ordinal) || reason.Contains("delivered nothing", StringComparison.Ordinal)),
            $"{name}: {alarm}: {string.Join("; ", alarm.Reasons)}"));

    // What did not end goes first, then what stands; the journal is whole at the end.
    private static async Task AssertTakenBackAsync(Rehearsal rehearsal, string before, string name)
    {
        var host = new TestHost();
        async Task UndoAsync(Func<HardeningChange, bool> which) => await rehearsal.UndoAsync(
            (await rehearsal.ChangesAsync()).Where(change => change.Undoes is null && which(change)).Select(change => change.ChangeId), host);
        await UndoAsync(change => change.Status is HardeningChangeStatus.Interrupted or HardeningChangeStatus.Failed);
        await UndoAsync(change => change.Status == HardeningChangeStatus.Applied);
        // Only a group that the trail has written to stays.
        Assert.True(host.Errors.All(error => error.Message.Contains("holds logs", StringComparison.Ordinal)), $"{name}: {string.Join("; ", host.Errors.Select(error => error.Message))}");
        var now = rehearsal.State().ToJsonString();
        Assert.True(before == now, $"{name}:\n{before}\n{now}");
        var view = JournalView.Read(rehearsal.JournalPath);
        Assert.True(view.ChainProblems.Count == 0 && view.DamagedLines.Count == 0, $"{name}: {string.Join("; ", view.ChainProblems)}");
    }

    /// <summary>Runs until the write, and answers the journal at that moment; null when there are fewer writes.</summary>
    private static async Task<byte[]?> DieAsync(Rehearsal rehearsal, int write, CallStage at)
    {
        byte[]? journal = null;
        var writes = 0;
        rehearsal.Account.OnCall = (stage, call) =>
        {
            if (journal is null && stage == at && OperationKind.IsMutating(call.Operation, call.Parameters) && ++writes == write)
            {
                journal = JournalRemains.Read(rehearsal.JournalPath);
            }

            if (journal is not null)
            {
                throw new ProcessEndedException();
            }
        };
        try
        {
            await rehearsal.EnableAsync(new TestHost(), s_options);
        }
        catch (ProcessEndedException)
        {
            // No call returns to a process that ended.
        }

        rehearsal.Account.OnCall = null;
        return journal;
    }

    private sealed class ProcessEndedException() : Exception("The process ended.");
}
