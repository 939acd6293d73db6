using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.RandomAccounts;

/// <summary>
/// After Set-SgPeerReference no flow between existing interfaces is lost, none is gained, and undo restores the prior
/// state: on random accounts, anew in every run. A failure prints the run that fails; put it below to keep it.
/// </summary>
public class PeerReferenceLawTests(ITestOutputHelper output)
{
    private static readonly bool s_deep = Environment.GetEnvironmentVariable("AWS_HARDENING_DEEP") is { Length: > 0 };

    [Fact]
    public void No_flow_is_lost_none_is_gained_and_undo_restores()
    {
        var runs = from seed in Gen.Choose(0, int.MaxValue - 1)
                   from size in Gen.Choose(1, 10)
                   from any in Gen.Elements(false, true)
                   from keep in Gen.Elements(false, true)
                   from gates in Gen.Elements(false, true)
                   select new RandomRun(seed, size, any, keep, gates);
        List<RunTally> tallies = [];
        var arbitrary = Arb.From(runs, run => Enumerable.Range(1, run.Size - 1).Select(size => run with { Size = size }));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(s_deep ? 3000 : 150), Prop.ForAll(arbitrary, (RandomRun run) => tallies.Add(Hold(run))));
        output.WriteLine(
            $"{tallies.Count} accounts, {tallies.Sum(t => t.Flows)} flows, {tallies.Sum(t => t.Rules)} rules chosen, "
            + $"{tallies.Sum(t => t.Replaced)} replaced in {tallies.Sum(t => t.Calls)} calls (with undo), "
            + $"{tallies.Sum(t => t.Widening)} kept because a group would widen them");
        Assert.InRange(tallies.Sum(t => t.Replaced), tallies.Count / 4, int.MaxValue);
    }

    [Theory]
    [InlineData(1, 10, false, false, false)]
    [InlineData(2, 10, true, true, false)]
    [InlineData(3, 10, true, false, true)]
    [InlineData(1317643818, 9, true, true, true)]
    public Task Fixed_runs_hold_too(int seed, int size, bool anyRange, bool keepUncovered, bool gates) =>
        PeerReferenceLaws.HoldAsync(new RandomRun(seed, size, anyRange, keepUncovered, gates));

    private static RunTally Hold(RandomRun run) => PeerReferenceLaws.HoldAsync(run).GetAwaiter().GetResult();
}
