using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.RandomAccounts;

/// <summary>
/// After Remove-AdminIngress no admin packet from the sources meant passes by a rule that was closed, no other is lost, none
/// is gained, nobody is locked out, and undo restores the prior state: on random accounts, anew in every run.
/// </summary>
public class AdminIngressLawTests(ITestOutputHelper output)
{
    private static readonly bool s_deep = Environment.GetEnvironmentVariable("AWS_HARDENING_DEEP") is { Length: > 0 };

    [Fact]
    public void Admin_packets_are_closed_and_nothing_else_is_and_undo_restores()
    {
        var runs = from seed in Gen.Choose(0, int.MaxValue - 1) from size in Gen.Choose(1, 10) select new AdminIngressRun(seed, size);
        List<AdminIngressTally> tallies = [];
        var arbitrary = Arb.From(runs, run => Enumerable.Range(1, run.Size - 1).Select(size => run with { Size = size }));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(s_deep ? 3000 : 100), Prop.ForAll(
            arbitrary, (AdminIngressRun run) => tallies.Add(AdminIngressLaws.HoldAsync(run).GetAwaiter().GetResult())));
        output.WriteLine($"{tallies.Count} accounts, {tallies.Sum(t => t.Closed)} rules closed, {tallies.Sum(t => t.Split)} of them split, "
            + $"{tallies.Sum(t => t.FlowsClosed)} flows closed, {tallies.Sum(t => t.Errors)} rules left");
        Assert.InRange(tallies.Sum(t => t.Split), tallies.Count / 4, int.MaxValue);
        Assert.InRange(tallies.Sum(t => t.FlowsClosed), 1, int.MaxValue);
        Assert.InRange(tallies.Sum(t => t.Errors), 1, int.MaxValue);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 10)]
    [InlineData(3, 10)]
    public Task Fixed_runs_hold_too(int seed, int size) => AdminIngressLaws.HoldAsync(new AdminIngressRun(seed, size));
}
