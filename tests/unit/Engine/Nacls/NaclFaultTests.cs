using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network.Nacls;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;
using static AwsHardening.UnitTests.Engine.Nacls.NaclRehearsal;

namespace AwsHardening.UnitTests.Engine.Nacls;

/// <summary>
/// Every call of isolating two subnets, of releasing them and of isolating them again goes wrong in every way, once and from then
/// on; and the process dies before or after the effect of every write, with what the journal held at that moment.
/// </summary>
public class NaclFaultTests(ITestOutputHelper output)
{
    private static readonly IsolationNaclOptions s_options = new()
    {
        Name = "isolation",
        SubnetId = [PocAz1, PocAz2],
        Deny = ["192.0.2.0/24", "198.51.100.0/24"],
        RuleNumber = [50, 60],
        Symmetric = true,
    };

    /// <summary>What is being done when things go wrong.</summary>
    public enum Act
    {
        Isolate,
        Release,
        IsolateAgain,
    }

    [Theory]
    [InlineData(Act.Isolate)]
    [InlineData(Act.Release)]
    [InlineData(Act.IsolateAgain)]
    public async Task Whatever_is_answered_the_state_is_known_and_there_is_a_way_back(Act act)
    {
        var clean = await CleanAsync(act);
        var (points, resumed) = (0, 0);
        foreach (var (kind, when, name) in FaultPoints.Of(clean.Calls))
        {
            using var rehearsal = Rehearsal.Fnd203();
            await PrepareAsync(rehearsal, act);
            rehearsal.Account.Faults.Add(new FaultRule(kind) { When = when });
            var host = new TestHost();
            await DoAsync(rehearsal, act, host);
            rehearsal.Account.Faults.Clear();
            FaultPoints.AssertMadeOnce(rehearsal.Account, name);
            await AssertKnownAsync(rehearsal, clean, name);
            Assert.True(host.Errors.Count > 0 || NaclContentOf.Of(rehearsal.Account).SequenceEqual(clean.After), $"{name}: nobody was told");
            resumed += points / 2 % 2 == 0 ? await AssertResumesAsync(rehearsal, clean, name) : 0;
            await AssertWayBackAsync(rehearsal, clean, name);
            points++;
        }

        output.WriteLine($"{act}: {points} fault points in {clean.Calls} calls, {resumed} changes resumed");
        Assert.True(points > 50);
    }

    [Theory]
    [InlineData(Act.Isolate, false)]
    [InlineData(Act.Isolate, true)]
    [InlineData(Act.Release, false)]
    [InlineData(Act.Release, true)]
    [InlineData(Act.IsolateAgain, false)]
    [InlineData(Act.IsolateAgain, true)]
    public async Task Whoever_comes_after_a_death_finds_the_way_back_or_on(Act act, bool resume)
    {
        var clean = await CleanAsync(act);
        var (points, resumed) = (0, 0);
        for (var write = 1; ; write++)
        {
            var struck = false;
            foreach (var stage in new[] { CallStage.BeforeEffect, CallStage.AfterEffect })
            {
                using var rehearsal = Rehearsal.Fnd203();
                await PrepareAsync(rehearsal, act);
                if (await KillAsync(rehearsal, act, write, stage) is not { } left)
                {
                    continue;
                }

                struck = true;
                points++;
                var name = $"{act}, death at write {write}, {stage}";
                File.WriteAllBytes(rehearsal.JournalPath, left[0]);
                File.WriteAllBytes(JournalHead.PathFor(rehearsal.JournalPath), left[1]);
                await AssertKnownAsync(rehearsal, clean, name);
                resumed += resume ? await AssertResumesAsync(rehearsal, clean, name) : 0;
                await AssertWayBackAsync(rehearsal, clean, name);
            }

            if (!struck)
            {
                break;
            }
        }

        output.WriteLine($"{act}: {points} deaths, {resumed} changes resumed");
        Assert.Equal(resume, resumed > 0);
        Assert.True(points >= 6);
    }

    [Fact]
    public async Task An_answer_without_the_id_is_looked_for_by_the_tag()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var real = rehearsal.Account.Services.Single(service => service.Service == "ec2");
        rehearsal.Account.Register(new SilentHandler(real));
        var host = new TestHost();
        await rehearsal.IsolateAsync(s_options, host);
        Assert.Empty(host.Errors);
        Assert.Single(rehearsal.Mutations, call => call.Operation == "CreateNetworkAcl");
        Assert.Equal(HardeningChangeStatus.Applied, Assert.Single(await rehearsal.ChangesAsync()).Status);
    }

    [Fact]
    public async Task Entries_that_cannot_be_read_back_are_never_given_to_a_subnet()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var before = NaclContentOf.Of(rehearsal.Account);
        var real = rehearsal.Account.Services.Single(service => service.Service == "ec2");
        rehearsal.Account.Register(new ForgetfulHandler(real));
        var host = new TestHost();
        await rehearsal.IsolateAsync(s_options, host);
        rehearsal.Account.Register(real);
        var error = Assert.Single(host.Errors);
        Assert.Equal("AnswerNotAsExpected", error.Id);
        Assert.Contains("outbound 60", error.Message);
        Assert.DoesNotContain(rehearsal.Mutations, call => call.Operation == "ReplaceNetworkAclAssociation");
        Assert.Equal(before, NaclContentOf.Of(rehearsal.Account));
    }

    private static Task PrepareAsync(Rehearsal rehearsal, Act act) => act switch
    {
        Act.Isolate => Task.CompletedTask,
        Act.Release => rehearsal.IsolateAsync(s_options, new TestHost()).AsTask(),
        _ => AgainAsync(rehearsal),
    };

    private static async Task AgainAsync(Rehearsal rehearsal)
    {
        await rehearsal.IsolateAsync(s_options, new TestHost());
        await rehearsal.UndoAsync([(await rehearsal.ChangesAsync())[0].ChangeId], new TestHost());
    }

    private static async Task DoAsync(Rehearsal rehearsal, Act act, TestHost host)
    {
        if (act == Act.Isolate)
        {
            await rehearsal.IsolateAsync(s_options, host);
        }
        else
        {
            await rehearsal.UndoAsync([(await rehearsal.ChangesAsync())[^1].ChangeId], host);
        }
    }

    private static async Task<CleanRun> CleanAsync(Act act)
    {
        using var rehearsal = Rehearsal.Fnd203();
        var first = NaclContentOf.Of(rehearsal.Account);
        await PrepareAsync(rehearsal, act);
        var before = NaclContentOf.Of(rehearsal.Account);
        rehearsal.Account.ClearCalls();
        var host = new TestHost();
        await DoAsync(rehearsal, act, host);
        Assert.Empty(host.Errors);
        var after = NaclContentOf.Of(rehearsal.Account);
        Assert.NotEqual(before, after);
        return new CleanRun(first, before, after, rehearsal.Account.Calls.Count);
    }

    // As before, as planned, or something that a change says is not whole; and no subnet is ever without the rules of one of them.
    private static async Task AssertKnownAsync(Rehearsal rehearsal, CleanRun clean, string name)
    {
        var now = NaclContentOf.Of(rehearsal.Account);
        var open = (await rehearsal.ChangesAsync()).Any(change => change.NextStep is not null);
        Assert.True(now.SequenceEqual(clean.Before) || now.SequenceEqual(clean.After) || open, $"{name}: half changed and no change says so");
        var subnets = clean.Before.Concat(clean.After).Where(line => line.StartsWith("subnet-", StringComparison.Ordinal)).ToHashSet();
        Assert.All(now.Where(line => line.StartsWith("subnet-", StringComparison.Ordinal)), line => Assert.Contains(line, subnets));
    }

    private static async Task<int> AssertResumesAsync(Rehearsal rehearsal, CleanRun clean, string name)
    {
        rehearsal.Account.OnCall = null;
        rehearsal.Reopen();
        var open = (await rehearsal.ChangesAsync()).Where(change => change.Status == HardeningChangeStatus.Interrupted).Select(c => c.ChangeId).ToArray();
        var host = new TestHost();
        var resumed = await rehearsal.ResumeAsync(open, host);
        Assert.True(host.Errors.Count == 0, $"{name}: {string.Join("; ", host.Errors.Select(error => error.Message))}");
        Assert.All(resumed, change => Assert.Equal(HardeningChangeStatus.Applied, change.Status));
        Assert.True(open.Length == 0 || NaclContentOf.Of(rehearsal.Account).SequenceEqual(clean.After), $"{name}: not completed");
        FaultPoints.AssertMadeOnce(rehearsal.Account, name);
        return resumed.Count;
    }

    private static async Task AssertWayBackAsync(Rehearsal rehearsal, CleanRun clean, string name)
    {
        rehearsal.Account.OnCall = null;
        rehearsal.Reopen();
        var host = new TestHost();
        await rehearsal.UndoAsync((await rehearsal.ChangesAsync()).Where(change => change.NextStep is not null).Select(change => change.ChangeId), host);
        await rehearsal.UndoAsync(
            (await rehearsal.ChangesAsync()).Where(c => c is { Status: HardeningChangeStatus.Applied, Undoes: null }).Select(c => c.ChangeId), host);
        var errors = string.Join("; ", host.Errors.Select(error => error.Message));
        Assert.True(host.Errors.Count == 0, $"{name}: {errors}");
        Assert.True(clean.First.SequenceEqual(NaclContentOf.Of(rehearsal.Account)), $"{name}: not as it was at first. {errors}");
    }

    private static Task<byte[][]?> KillAsync(Rehearsal rehearsal, Act act, int write, CallStage at) => ProcessDeath.AtAsync<byte[][]>(
        rehearsal.Account, write, at,
        () => [JournalRemains.Read(rehearsal.JournalPath), JournalRemains.Read(JournalHead.PathFor(rehearsal.JournalPath))],
        () => DoAsync(rehearsal, act, new TestHost()),
        call => call.Operation.Contains("NetworkAcl", StringComparison.Ordinal) && !call.Operation.StartsWith("Describe", StringComparison.Ordinal));

    private sealed record CleanRun(IReadOnlyList<string> First, IReadOnlyList<string> Before, IReadOnlyList<string> After, int Calls);

    private sealed class SilentHandler(IServiceHandler real) : IServiceHandler
    {
        public string Service => real.Service;

        public JsonObject Handle(string operation, JsonObject input, CallContext context)
        {
            var answer = real.Handle(operation, input, context);
            return operation is "CreateNetworkAcl" or "ReplaceNetworkAclAssociation" ? [] : answer;
        }
    }

    private sealed class ForgetfulHandler(IServiceHandler real) : IServiceHandler
    {
        public string Service => real.Service;

        public JsonObject Handle(string operation, JsonObject input, CallContext context)
        {
            var answer = real.Handle(operation, input, context);
            foreach (var entries in operation == "DescribeNetworkAcls" ? answer["NetworkAcls"]!.AsArray().Select(acl => acl!["Entries"]!.AsArray()) : [])
            {
                foreach (var entry in entries.Where(entry => (int)entry!["RuleNumber"]! == 60).ToArray())
                {
                    entries.Remove(entry);
                }
            }

            return answer;
        }
    }
}
