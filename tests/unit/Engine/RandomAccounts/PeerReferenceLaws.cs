using System.Text.Json.Nodes;
using AwsHardening.Core.Network;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Reachability;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.RandomAccounts;

/// <summary>One run of the main job on a random account.</summary>
/// <param name="Seed">The account's.</param>
/// <param name="Size">The account's, 1 to 10.</param>
/// <param name="AnyRange">Any rules with a range are chosen, instead of all that are open to a VPC.</param>
/// <param name="KeepUncovered">As the parameter.</param>
/// <param name="Gates">With network ACLs, NAT and other gateways of every kind.</param>
public sealed record RandomRun(int Seed, int Size, bool AnyRange, bool KeepUncovered, bool Gates);

/// <summary>What must hold of every run.</summary>
internal sealed class PeerReferenceLaws(RandomRun run, Rehearsal rehearsal)
{
    private readonly IReadOnlyDictionary<string, string> _before = AccountContent.ById(rehearsal.Account);
    private readonly HashSet<Packet> _flows = Passing(rehearsal.Account);
    private readonly List<string> _violations = [];

    public static async Task<RunTally> HoldAsync(RandomRun run)
    {
        using var rehearsal = new Rehearsal(run.Gates ? RandomAccount.BuildWithGates(run.Seed, run.Size) : RandomAccount.Build(run.Seed, run.Size));
        return await new PeerReferenceLaws(run, rehearsal).HoldAsync();
    }

    private async Task<RunTally> HoldAsync()
    {
        var rules = await ChooseAsync();
        var host = new TestHost();
        rehearsal.Account.OnCall = CompareFlows;
        var done = await rehearsal.SetAsync(rules, host, Options);
        rehearsal.Account.OnCall = null;
        Assert.Empty(_violations);
        var after = AccountContent.ById(rehearsal.Account);
        AssertEveryRuleHasOneOutcome(rules, done, host);
        AssertNothingElseChanged(done, after);
        AssertFewCalls();
        await AssertNothingIsLeftToDoAsync(done, after);
        await AssertUndoAsync(done);
        return new RunTally(rules.Count, done.Count, _flows.Count, rehearsal.Mutations.Count,
            host.Errors.Count(error => error.Message.Contains("would gain a flow", StringComparison.Ordinal)));
    }

    private SgPeerReferenceOptions Options => new() { KeepUncovered = run.KeepUncovered };

    private async Task<List<SgRule>> ChooseAsync()
    {
        var random = new Random(run.Seed);
        return
        [
            .. (await rehearsal.RulesAsync()).Where(rule => run.AnyRange
                ? rule.SourceType is RuleSourceType.Ipv4 or RuleSourceType.Ipv6 && random.Next(100) < 70 : rule.OpenToVpc == true)
                .OrderBy(_ => random.Next()),
        ];
    }

    // After each call, not only after the last: what is added adds no flow, what is revoked takes none. It is noted, not thrown:
    // an exception here would reach the engine as an answer that was lost.
    private void CompareFlows(CallStage stage, SandboxCall call)
    {
        if (stage == CallStage.AfterEffect && call.Mutating && Difference() is { } difference)
        {
            _violations.Add($"{call.Operation} {call.Parameters.ToJsonString()}: {difference}");
        }
    }

    private string? Difference()
    {
        var now = Passing(rehearsal.Account);
        return now.SetEquals(_flows) ? null
            : $"lost {string.Join("; ", _flows.Except(now).Take(5))} gained {string.Join("; ", now.Except(_flows).Take(5))}";
    }

    // What groups and routes let pass, less what network ACLs bar: there, or for TCP on every way back.
    private static HashSet<Packet> Passing(SandboxAccount account)
    {
        var walk = new PacketWalk(account);
        return [.. PacketOracle.Passing(account).Where(packet => walk.Passes(packet))];
    }

    private static void AssertEveryRuleHasOneOutcome(List<SgRule> rules, IReadOnlyList<SgPeerReference> done, TestHost host) => Assert.Equal(
        rules.Select(rule => rule.RuleId).Order(),
        done.Select(one => one.OldRuleId).Concat(host.Errors.Select(error => Assert.IsType<SgRule>(error.Target).RuleId)).Order());

    private void AssertNothingElseChanged(IReadOnlyList<SgPeerReference> done, IReadOnlyDictionary<string, string> after)
    {
        Assert.Equal(done.Select(one => one.OldRuleId).Order(), _before.Keys.Except(after.Keys).Order());
        Assert.Superset(after.Keys.Except(_before.Keys).ToHashSet(), done.SelectMany(one => one.NewRuleIds).ToHashSet());
        Assert.All(_before.Keys.Intersect(after.Keys), id => Assert.Equal(_before[id], after[id]));
        Assert.All(done, one => Assert.All(one.NewRuleIds, id => Assert.Contains(id, after.Keys)));
    }

    private void AssertFewCalls()
    {
        foreach (var calls in rehearsal.Mutations.GroupBy(call => ((string)call.Parameters["GroupId"]!, call.Operation)))
        {
            var tags = calls.Select(call => call.Parameters["TagSpecifications"]?.ToJsonString() ?? "").ToArray();
            if (calls.Key.Operation.StartsWith("Authorize", StringComparison.Ordinal))
            {
                Assert.Equal(tags.Distinct().Count(), tags.Length);
            }
            else
            {
                var removed = calls.SelectMany(call => call.Parameters["SecurityGroupRuleIds"]!.AsArray())
                    .Select(id => _before[(string)id!].Split('|')[^1]).Distinct();
                Assert.Equal(removed.Count(), calls.Count());
            }
        }
    }

    private async Task AssertNothingIsLeftToDoAsync(IReadOnlyList<SgPeerReference> done, IReadOnlyDictionary<string, string> after)
    {
        var made = done.SelectMany(one => one.NewRuleIds).Distinct().ToArray();
        var again = await rehearsal.SetAsync(made, new TestHost(), Options);
        // One rule after another: where a later one was narrowed, it admits less of what a group would have gained before, and
        // an address that was kept may find its group. That is the end of it, and no flow has changed.
        var calls = rehearsal.Mutations.Count;
        await rehearsal.SetAsync(again.SelectMany(one => one.NewRuleIds).Distinct(), new TestHost(), Options);
        await rehearsal.SetAsync(done.Select(one => one.OldRuleId), new TestHost(), Options);
        Assert.True(calls == rehearsal.Mutations.Count, $"{string.Join("\n", made.Select(id => after[id]))}");
        if (again.Count > 0)
        {
            Assert.Null(Difference());
            var host = new TestHost();
            await rehearsal.UndoAsync(again.Select(one => one.ChangeId!).Distinct(), host);
            Assert.Empty(host.Errors);
        }
    }

    private async Task AssertUndoAsync(IReadOnlyList<SgPeerReference> done)
    {
        var random = new Random(run.Seed + 1);
        string[] ids = [.. done.Select(one => one.ChangeId!).Distinct().OrderBy(_ => random.Next())];
        rehearsal.Reopen();
        var host = new TestHost();
        foreach (var part in random.Next(2) == 0 ? [ids] : ids.Select(id => new[] { id }))
        {
            await rehearsal.UndoAsync(part, host);
        }

        Assert.Empty(host.Errors);
        Assert.Equal(_before.Values.Order(StringComparer.Ordinal), AccountContent.Of(rehearsal.Account));
        Assert.Null(Difference());
    }
}

/// <summary>How much a run had to do: a law that never had anything to hold would hold nothing.</summary>
internal sealed record RunTally(int Rules, int Replaced, int Flows, int Calls, int Widening);
