using AwsHardening.Core.Account;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Sessions;

public class RequestBudgetTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void In_no_second_do_more_requests_begin_than_the_budget_has()
    {
        var plans = from rate in Gen.Choose(1, 12)
                    from pauses in Gen.Choose(0, 700).ListOf(60)
                    select (Rate: rate, Pauses: pauses);
        Prop.ForAll(plans.ToArbitrary(), plan =>
        {
            HeldClock clock = new();
            using Pump pump = new(clock);
            RequestBudget budget = new(clock, plan.Rate);
            List<long> begun = [];
            List<Task> all = [];
            foreach (var pause in plan.Pauses)
            {
                all.Add(AskAsync(budget, clock, begun));
                // Some come together, some after a while.
                clock.Advance(TimeSpan.FromMilliseconds(pause < 400 ? 0 : pause));
            }

            clock.RunUntil(Task.WhenAll(all));
            return begun.Count == plan.Pauses.Count && NeverMoreThan(plan.Rate, begun);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Those_who_wait_are_served_in_the_order_in_which_they_came()
    {
        HeldClock clock = new();
        using Pump pump = new(clock);
        RequestBudget budget = new(clock, 3);
        List<int> served = [];
        var all = Enumerable.Range(0, 20).Select(async at =>
        {
            await budget.WaitAsync(false, CancellationToken.None);
            served.Add(at);
        }).ToArray();
        clock.RunUntil(Task.WhenAll(all));
        Assert.Equal(Enumerable.Range(0, 20), served);
        // 20 at 3 a second: six whole seconds pass before the last two.
        Assert.Equal(TimeSpan.FromSeconds(6), clock.Passed);
    }

    [Fact]
    public async Task Whoever_gives_up_takes_nobodys_turn_and_blocks_nobody()
    {
        HeldClock clock = new();
        RequestBudget budget = new(clock, 1);
        await budget.WaitAsync(false, Token);
        using CancellationTokenSource stop = new();
        var gone = Enumerable.Range(0, 50).Select(_ => budget.WaitAsync(false, stop.Token)).ToArray();
        var stays = budget.WaitAsync(false, Token);
        await stop.CancelAsync();
        foreach (var one in gone)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        }

        clock.RunUntil(stays);
        await stays;
        Assert.Equal(TimeSpan.FromSeconds(1), clock.Passed);
    }

    [Fact]
    public async Task Without_a_rate_nobody_waits_until_a_command_that_asks_many_at_once_holds_to_one()
    {
        HeldClock clock = new();
        RequestBudget budget = new(clock, null);
        for (var at = 0; at < 100; at++)
        {
            await budget.WaitAsync(false, Token);
        }

        using (budget.Hold())
        {
            for (var at = 0; at < RequestBudget.DefaultPerSecond; at++)
            {
                await budget.WaitAsync(false, Token);
            }

            await budget.WaitAsync(hasAmpleQuota: true, Token);
            var next = budget.WaitAsync(false, Token);
            Assert.False(next.IsCompleted);
            clock.RunUntil(next);
            Assert.Equal(TimeSpan.FromSeconds(1), clock.Passed);
        }

        await budget.WaitAsync(false, Token);
        Assert.Equal(TimeSpan.FromSeconds(1), clock.Passed);
    }

    [Fact]
    public async Task Zero_is_no_limit_even_for_a_command_that_asks_many_at_once()
    {
        HeldClock clock = new();
        RequestBudget budget = new(clock, 0);
        using var held = budget.Hold();
        for (var at = 0; at < 100; at++)
        {
            await budget.WaitAsync(false, Token);
        }

        Assert.Equal(TimeSpan.Zero, clock.Passed);
    }

    [Fact]
    public void An_account_has_one_budget_for_all_who_say_the_same_rate()
    {
        RequestBudget mine = new(new HeldClock(), 5);
        mine.BelongsTo("111111111111");
        Assert.Same(mine, mine.Of("111111111111", 5));
        Assert.Same(mine.Of("222222222222", 5), mine.Of("222222222222", 5));
        Assert.Same(mine.Of("222222222222", 5), mine.Of("333333333333", 5).Of("222222222222", 5));
        Assert.NotSame(mine, mine.Of("222222222222", 5));
        Assert.Equal(2, mine.Of("111111111111", 2).PerSecond);
    }

    internal static bool NeverMoreThan(int rate, IReadOnlyList<long> ticks)
    {
        long[] sorted = [.. ticks.Order()];
        return Enumerable.Range(0, Math.Max(0, sorted.Length - rate)).All(at => sorted[at + rate] - sorted[at] >= TimeSpan.TicksPerSecond);
    }

    private static async Task AskAsync(RequestBudget budget, HeldClock clock, List<long> begun)
    {
        await budget.WaitAsync(false, CancellationToken.None);
        begun.Add(clock.GetTimestamp());
    }
}
