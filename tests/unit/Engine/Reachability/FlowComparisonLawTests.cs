using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.UnitTests.Engine.RandomAccounts;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reachability;

/// <summary>
/// The flows that a comparison says are lost and gained are those that the walk of single packets finds to pass before and
/// not after, and the other way round: no more and no fewer.
/// </summary>
public class FlowComparisonLawTests(ITestOutputHelper output)
{
    private static readonly bool s_deep = Environment.GetEnvironmentVariable("AWS_HARDENING_DEEP") is { Length: > 0 };

    [Fact]
    public void Lost_and_gained_are_the_difference_of_two_walks()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(s_deep ? 2000 : 70), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => { Compare(seed); }));
        // Few random changes open anything: some of these do, so that the law is seen to speak of something.
        var (asked, lost, gained) = (0, 0, 0);
        foreach (var counts in new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 52 }.Select(Compare))
        {
            (asked, lost, gained) = (asked + counts.Asked, lost + counts.Lost, gained + counts.Gained);
        }

        output.WriteLine($"{asked} flows asked about, {lost} lost, {gained} gained");
        Assert.InRange(lost, 1, asked);
        Assert.InRange(gained, 1, asked);
    }

    private static (int Asked, int Lost, int Gained) Compare(int seed)
    {
        var (asked, lost, gained) = (0, 0, 0);
        var random = new Random(seed);
        using var rehearsal = new Rehearsal(RandomAccount.BuildWithGates(seed, random.Next(2, 11)));
        var before = Networks.Read(rehearsal);
        var scene = new WalkScene(rehearsal.Account, random);
        RandomChange.Make(rehearsal.Account, random);
        var after = Networks.Derive(before, Networks.Read(rehearsal));
        var then = scene.Walk;
        var now = new WalkScene(rehearsal.Account, random).Walk;
        now.NatPorts = then.NatPorts;
        var difference = Networks.Compare(before, after);
        var (first, second) = (new ReachabilityEngine(before), new ReachabilityEngine(after));
        // Of an interface with itself nothing is said.
        foreach (var (from, to) in scene.Pairs(150).Where(pair => pair.From.Eni is null || pair.From.Eni != pair.To.Eni))
        {
            var (one, other) = (WalkScene.End(before, from), WalkScene.End(before, to));
            if (first.Reach(one, other).Unknown.Length + second.Reach(WalkScene.End(after, from), WalkScene.End(after, to)).Unknown.Length > 0)
            {
                continue;
            }

            FlowChange[] taken = [.. difference.Lost.Where(c => Means(c, difference.Places, one, other))];
            FlowChange[] added = [.. difference.Gained.Where(c => Means(c, difference.Places, one, other))];
            foreach (var packet in scene.Packets(15))
            {
                var (was, isNow) = (Passes(then, from, to, packet), Passes(now, from, to, packet));
                var text = $"seed {seed}: {from} to {to} {packet}: {was} then {isNow}; lost {Text(taken)}; gained {Text(added)}";
                Assert.True((was.Flow && !isNow.Flow) == (was.Flow && Takes(taken, packet, isOneWay: false)), text);
                Assert.True((!was.Flow && isNow.Flow) == (isNow.Flow && Takes(added, packet, isOneWay: false)), text);
                Assert.False(isNow.Flow && Takes(taken, packet, isOneWay: false), text);
                if (packet.Protocol != "tcp")
                {
                    Assert.True((was.Arrives && !isNow.Arrives) == Takes(taken, packet, isOneWay: true), text);
                    Assert.True((!was.Arrives && isNow.Arrives) == Takes(added, packet, isOneWay: true), text);
                }

                (asked, lost, gained) = (asked + 1, lost + (was.Flow && !isNow.Flow ? 1 : 0), gained + (!was.Flow && isNow.Flow ? 1 : 0));
            }
        }

        return (asked, lost, gained);
    }

    private static (bool Arrives, bool Flow) Passes(PacketWalk walk, WalkSpot from, WalkSpot to, WalkPacket packet)
    {
        var arrives = walk.Arrives(from, to, packet);
        return (arrives, arrives && WalkScene.AsksForReply(packet) && walk.Answers(from, to, packet));
    }

    private static bool Takes(FlowChange[] changes, WalkPacket packet, bool isOneWay) => Array.Exists(
        changes, c => c.Arrives.Covers(WalkScene.Traffic(packet)) || (!isOneWay && c.Replies.Covers(WalkScene.ReplyTraffic(packet))));

    private static bool Means(FlowChange change, FlowPlaces places, FlowEnd from, FlowEnd to) =>
        change.Sources.Any(place => Holds(place, places, from)) && change.Destinations.Any(place => Holds(place, places, to));

    private static bool Holds(FlowPlace place, FlowPlaces places, FlowEnd end) => end switch
    {
        InterfaceEnd inside => place.Members.Any(m => m.Interface.Id == inside.Interface.Id && m.Address.Contains(inside.Address)),
        OutsideEnd outside => place.Zone == outside.Zone && place.Node == places.Tree.Innermost(outside.Address),
        _ => false,
    };

    private static string Text(FlowChange[] changes) => string.Join("; ", changes.Select(c => $"{c.Arrives} replies {c.Replies}"));
}
