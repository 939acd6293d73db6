using AwsHardening.Core.Network.Reachability;
using AwsHardening.UnitTests.Engine.RandomAccounts;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reachability;

/// <summary>The engine, which reckons with sets, against a walk of one packet at a time, on random accounts.</summary>
public class ReachabilityLawTests(ITestOutputHelper output)
{
    private static readonly bool s_deep = Environment.GetEnvironmentVariable("AWS_HARDENING_DEEP") is { Length: > 0 };

    [Fact]
    public void The_engine_agrees_with_the_walk_of_every_packet()
    {
        var (asked, passed, answered, unknown) = (0, 0, 0, 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(s_deep ? 2000 : 60), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            using var rehearsal = new Rehearsal(RandomAccount.BuildWithGates(seed, random.Next(2, 11)));
            var model = Networks.Read(rehearsal);
            var engine = new ReachabilityEngine(model);
            var scene = new WalkScene(rehearsal.Account, random);
            foreach (var (from, to) in scene.Pairs(120))
            {
                var reach = engine.Reach(WalkScene.End(model, from), WalkScene.End(model, to));
                unknown += reach.Unknown.Length > 0 ? 1 : 0;
                foreach (var packet in reach.Unknown.Length > 0 ? [] : scene.Packets(25))
                {
                    var arrives = scene.Walk.Arrives(from, to, packet);
                    var answers = arrives && WalkScene.AsksForReply(packet) && scene.Walk.Answers(from, to, packet);
                    var engineAnswers = reach.Arrives.Covers(WalkScene.Traffic(packet)) && WalkScene.AsksForReply(packet)
                        && reach.Replies.Covers(WalkScene.ReplyTraffic(packet));
                    var text = $"seed {seed}: {from} to {to} {packet}: the walk says {arrives} {answers}, the engine {reach.Arrives} back {reach.Replies}";
                    Assert.True(answers == engineAnswers, text);
                    Assert.True(packet.Protocol == "tcp" || arrives == reach.Arrives.Covers(WalkScene.Traffic(packet)), text);
                    (asked, passed, answered) = (asked + 1, passed + (arrives ? 1 : 0), answered + (answers ? 1 : 0));
                }
            }
        }));
        output.WriteLine($"{asked} packets asked about, {passed} arrived, {answered} were answered; {unknown} pairs unknown");
        Assert.InRange(passed, asked / 100, asked);
        Assert.InRange(answered, asked / 200, passed);
    }
}
