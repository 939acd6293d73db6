using System.Diagnostics;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Bench;

/// <summary>Who reaches whom, all pairs, by classes and by single pairs, with growing size.</summary>
internal static class Reachability
{
    private const int SampledPairs = 20_000;

    public static Table Measure(params int[] sizes)
    {
        Map(LargeNetwork.Make(200));
        return new Table(
            "Who reaches whom: all pairs of interfaces, all protocols and ports",
            $"A group for five interfaces, thirty rules a group, eight network ACLs a VPC of 1,000 interfaces. By pairs: the plain way, TCP alone, on {SampledPairs:N0} "
            + "random pairs, times the number of pairs. Compare: before and after one rule of a group goes.",
            ["interfaces", "rules", "classes", "pairs reached", "map, s", "by pairs, s", "times", "compare, s", "peak MB"],
            [.. sizes.Select(Row)]);
    }

    private static string[] Row(int size)
    {
        var model = LargeNetwork.Make(size);
        var rules = model.Groups.Keys.Sum(g => model.Rules(g, RuleDirection.Ingress).Count + model.Rules(g, RuleDirection.Egress).Count);
        var clock = Stopwatch.StartNew();
        var (classes, reached) = Map(model);
        var map = clock.Elapsed.TotalSeconds;
        var pairs = Pairs(model) / SampledPairs * size * (double)size;
        clock.Restart();
        var rule = model.Rules(model.Interfaces[0].GroupIds[0], RuleDirection.Ingress)[0];
        FlowComparison.Compare(model, model.WithRules([rule], []));
        return
        [
            Report.Number(size), Report.Number(rules), Report.Number(classes), Report.Number(reached), Report.Number(map, "N1"), Report.Number(pairs, "N1"),
            Report.Number(pairs / map, "N1"), Report.Number(clock.Elapsed.TotalSeconds, "N1"), Report.Number(Process.GetCurrentProcess().PeakWorkingSet64 / 1e6),
        ];
    }

    // Only the interfaces count as pairs; the internet's classes are reckoned too.
    private static (int Classes, long Reached) Map(NetworkModel model)
    {
        var map = new ReachMap(model);
        var weights = map.Places.Select(place => place.Members.Count).ToArray();
        var reached = 0L;
        for (var to = 0; to < map.Places.Count; to++)
        {
            reached += map.To(to).Values.Sum(sources => sources.Items.Sum(from => (long)weights[from] * weights[to]));
        }

        return (map.Places.Count, reached);
    }

    private static double Pairs(NetworkModel model)
    {
        var random = new Random(1);
        var plain = new PairByPair(model);
        var flows = 0;
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < SampledPairs; i++)
        {
            flows += plain.CountFlows(model.Interfaces[random.Next(model.Interfaces.Count)], model.Interfaces[random.Next(model.Interfaces.Count)]);
        }

        GC.KeepAlive(flows);
        return clock.Elapsed.TotalSeconds;
    }
}
