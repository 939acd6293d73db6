using AwsHardening.Core.Network.Reachability;
using AwsHardening.UnitTests.Engine.RandomAccounts;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reachability;

/// <summary>The map of a whole network says of each pair of places what the walk from one to the other says.</summary>
public class ReachMapTests(ITestOutputHelper output)
{
    private static readonly bool s_deep = Environment.GetEnvironmentVariable("AWS_HARDENING_DEEP") is { Length: > 0 };

    [Fact]
    public void The_map_agrees_with_the_trace_of_every_pair()
    {
        var (pairs, reached) = (0, 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(s_deep ? 1000 : 40), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            using var rehearsal = new Rehearsal(RandomAccount.BuildWithGates(seed, new Random(seed).Next(2, 11)));
            var model = Networks.Read(rehearsal);
            var map = new ReachMap(model);
            var tracer = new PathTracer(model);
            for (var to = 0; to < map.Places.Count; to++)
            {
                var row = map.To(to);
                for (var from = 0; from < map.Places.Count; from++)
                {
                    var traced = FlowPlace.Pair(map.Places[from], map.Places[to]) is { } pair ? tracer.Reach(pair.From.Before!, pair.To.Before!) : Reach.None;
                    var mapped = row.Where(cell => cell.Value[from]).Select(cell => cell.Key).SingleOrDefault(Reach.None);
                    Assert.True(traced == mapped, $"seed {seed}: {map.Places[from]} to {map.Places[to]}: traced {traced}, mapped {mapped}");
                    (pairs, reached) = (pairs + 1, reached + (traced.IsEmpty ? 0 : 1));
                }
            }
        }));
        output.WriteLine($"{pairs} pairs, {reached} reached");
        Assert.InRange(reached, pairs / 100, pairs);
    }
}
