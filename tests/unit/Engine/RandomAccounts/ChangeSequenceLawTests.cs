using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Network;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.RandomAccounts;

/// <summary>
/// Whatever is set, planned and applied, taken back and made again on a random account, by whatever session: taking back
/// the changes from any one on restores the account as it was before that one.
/// </summary>
public class ChangeSequenceLawTests(ITestOutputHelper output)
{
    private static readonly bool s_deep = Environment.GetEnvironmentVariable("AWS_HARDENING_DEEP") is { Length: > 0 };

    [Fact]
    public void Undoing_any_suffix_restores_the_state()
    {
        var (runs, changes, resumed, stacked) = (0, 0, 0, 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(s_deep ? 1000 : 60), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var tally = HoldAsync(seed).GetAwaiter().GetResult();
            runs++;
            changes += tally.Changes;
            resumed += tally.Resumed;
            stacked += tally.Stacked;
        }));
        output.WriteLine($"{runs} accounts, {changes} changes in sequences, {resumed} of them resumed, {stacked} taken back in one plan with an older one of the same group");
        Assert.InRange(changes, runs, int.MaxValue);
        Assert.InRange(resumed, 1, int.MaxValue);
        Assert.InRange(stacked, 1, int.MaxValue);
    }

    private static async Task<(int Changes, int Resumed, int Stacked)> HoldAsync(int seed)
    {
        var random = new Random(seed);
        using var rehearsal = new Rehearsal(RandomAccount.Build(seed, random.Next(2, 8)));
        List<(int Changes, IReadOnlyList<string> State)> states = [(0, AccountContent.Of(rehearsal.Account))];
        var resumed = 0;
        for (var step = 0; step < 6; step++)
        {
            var host = new TestHost();
            switch (random.Next(4))
            {
                case 0:
                    await rehearsal.SetAsync(await SomeRulesAsync(rehearsal, random), host, new() { KeepUncovered = true });
                    break;
                case 1:
                    if (await rehearsal.PlanSetAsync(await SomeRulesAsync(rehearsal, random), host, new() { KeepUncovered = true }) is { } plan)
                    {
                        await rehearsal.InvokeAsync(plan, host);
                    }

                    break;
                case 2:
                    resumed += await ForgetTheEndAsync(rehearsal, random) ? 1 : 0;
                    break;
                default:
                    // The newest that still stands: an older one may be hidden under it.
                    if ((await rehearsal.ChangesAsync()).LastOrDefault(one => one.Status == HardeningChangeStatus.Applied) is { } last)
                    {
                        await rehearsal.UndoAsync([last.ChangeId], host);
                    }

                    break;
            }

            rehearsal.Reopen();
            states.Add(((await rehearsal.ChangesAsync()).Count, AccountContent.Of(rehearsal.Account)));
        }

        var all = await rehearsal.ChangesAsync();
        Assert.All(all, change => Assert.Contains(change.Status, new[] { HardeningChangeStatus.Applied, HardeningChangeStatus.Undone }));
        var suffix = random.Next(states.Count);
        if (random.Next(2) == 0)
        {
            var stacked = await UndoByPlanAsync(rehearsal, [.. all.Skip(states[suffix].Changes)], seed);
            Assert.Equal(states[suffix].State, AccountContent.Of(rehearsal.Account));
            return (all.Count, resumed, stacked);
        }

        // Newest first, one after another: an undo in the suffix is taken back before what it took back.
        foreach (var change in all.Skip(states[suffix].Changes).Reverse())
        {
            var host = new TestHost();
            await rehearsal.UndoAsync([change.ChangeId], host);
            Assert.True(host.Errors.All(error => error.Id == "ChangeNotUndoable"), $"seed {seed}: {string.Join("; ", host.Errors.Select(e => e.Message))}");
        }

        Assert.Equal(states[suffix].State, AccountContent.Of(rehearsal.Account));
        return (all.Count, resumed, 0);
    }

    /// <summary>Takes back what of a suffix still has an effect, as one plan, by a session that knows nothing else.</summary>
    /// <returns>How many of the changes stand on an earlier one of the plan.</returns>
    private static async Task<int> UndoByPlanAsync(Rehearsal rehearsal, IReadOnlyList<HardeningChange> suffix, int seed)
    {
        var inSuffix = suffix.Select(change => change.ChangeId).ToHashSet();
        // What took something of the suffix back has brought both of them to nothing.
        string[] ids =
        [
            .. suffix.Where(change => change.Status == HardeningChangeStatus.Applied && !(change.Undoes is { } undone && inSuffix.Contains(undone)))
                .Select(change => change.ChangeId),
        ];
        var host = new TestHost();
        if (ids.Length == 0 || await rehearsal.PlanUndoAsync(new UndoOptions { Id = ids }, host) is not { } plan)
        {
            Assert.Empty(ids);
            return 0;
        }

        rehearsal.Reopen();
        var made = await rehearsal.InvokeAsync(PlanOperation.Parse(plan.Document, "file"), host);
        Assert.True(host.Errors.Count == 0, $"seed {seed}: {string.Join("; ", host.Errors.Select(e => e.Message))}");
        Assert.Equal(ids.Reverse(), made.Select(change => change.Undoes));
        return plan.Changes.Count - plan.Changes.Select(change => change.ResourceId).Distinct().Count();
    }

    /// <summary>Cuts the end of the last change off the journal, as a death at its last moment would, and resumes it.</summary>
    private static async Task<bool> ForgetTheEndAsync(Rehearsal rehearsal, Random random)
    {
        var path = rehearsal.JournalPath;
        if (!File.Exists(path))
        {
            return false;
        }

        string[] lines = File.ReadAllLines(path);
        var last = (await rehearsal.ChangesAsync())[^1];
        if (last.Status != HardeningChangeStatus.Applied || !lines[^1].Contains(last.ChangeId, StringComparison.Ordinal))
        {
            return false;
        }

        var kept = lines[..^random.Next(1, 3)];
        File.WriteAllLines(path, kept);
        using (var head = new JournalHead(path))
        {
            head.Write(JournalEntry.Parse(kept[^1]).Sequence, JournalChain.Sha256(kept[^1]));
        }

        rehearsal.Reopen();
        var host = new TestHost();
        var state = AccountContent.Of(rehearsal.Account);
        var resumed = Assert.Single(await rehearsal.ResumeAsync([last.ChangeId], host));
        Assert.Empty(host.Errors);
        Assert.Equal(HardeningChangeStatus.Applied, resumed.Status);
        Assert.Equal(state, AccountContent.Of(rehearsal.Account));
        return true;
    }

    private static async Task<IReadOnlyList<SgRule>> SomeRulesAsync(Rehearsal rehearsal, Random random) =>
        [.. (await rehearsal.RulesAsync()).Where(rule => rule.SourceType is RuleSourceType.Ipv4 or RuleSourceType.Ipv6 && random.Next(2) == 0)];
}
