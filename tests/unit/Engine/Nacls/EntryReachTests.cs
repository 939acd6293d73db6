using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Nacls;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Nacls;

public class EntryReachTests
{
    [Fact]
    public void What_two_halves_decide_together_a_later_entry_never_sees()
    {
        AclEntry[] entries =
        [
            Entry(10, "tcp 0-1023", "10.0.0.0/8"), Entry(20, "tcp 1024-65535", "10.0.0.0/9"), Entry(30, "all", "10.128.0.0/9"),
            Entry(40, "tcp 0-65535", "10.0.0.0/8"), Entry(50, "all", "10.0.0.0/8"), Entry(60, "udp 53-53", "10.1.0.0/16"),
        ];
        Assert.Equal((false, "10,20,30"), Of(entries, 40));
        Assert.Equal((true, "10,20,30"), Of(entries, 50));
        Assert.Equal((false, "50"), Of(entries, 60));
        Assert.Equal((true, ""), Of(entries, 10));
        // What 10 and 20 took before it is none of its business: something is left.
        Assert.Equal((true, "10"), Of(entries, 30));
    }

    [Theory]
    [InlineData("icmp -1 -1", "icmp 8 0", false)]
    [InlineData("icmp 8 -1", "icmp 8 0", false)]
    [InlineData("icmp 8 0", "icmp 8 -1", true)]
    [InlineData("icmp 8 0", "icmp 0 0", true)]
    [InlineData("all", "50", false)]
    [InlineData("tcp 0-65535", "50", true)]
    [InlineData("6", "tcp 0-65535", false)]
    public void Types_codes_and_protocol_numbers_count(string first, string second, bool reached) =>
        Assert.Equal(reached, Of([Entry(1, first, "10.0.0.0/8"), Entry(2, second, "10.0.0.0/8")], 2).Reached);

    [Theory]
    [InlineData("2001:db8::/32", "2001:db8:1::/48", false)]
    [InlineData("0.0.0.0/0", "2001:db8::/32", true)]
    [InlineData("::/0", "0.0.0.0/0", true)]
    public void Families_do_not_mix(string first, string second, bool reached) =>
        Assert.Equal(reached, Of([Entry(1, "all", first), Entry(2, "all", second)], 2).Reached);

    [Fact]
    public void The_other_direction_decides_nothing() =>
        Assert.True(Of([Entry(1, "all", "0.0.0.0/0") with { Direction = RuleDirection.Ingress }, Entry(2, "all", "0.0.0.0/0")], 2).Reached);

    [Fact]
    public void It_agrees_with_packets_tried_one_by_one() => Law.Holds(NaclGenerators.Entries.Select(entries => entries.ToArray()), entries =>
    {
        foreach (var entry in entries)
        {
            var mine = NaclPackets.Around(entries).Where(packet => packet.Direction == entry.Direction && NaclPackets.Means(entry, packet)).ToArray();
            var deciders = mine.Select(packet => NaclPackets.Decider(entries, packet)!.Number).ToHashSet();
            var (reached, decidedBy) = EntryReach.Of(entry, entries);
            Assert.Equal(reached, deciders.Contains(entry.Number));
            Assert.Equal(decidedBy, deciders.Where(number => number != entry.Number).Order());
        }
    });

    [Fact]
    public void The_difference_of_two_lists_agrees_with_packets_tried_one_by_one() =>
        Law.Holds(NaclGenerators.Entries.Select(e => e.ToArray()).Two(), pair =>
        {
            var (before, after) = pair;
            var differences = NaclDifference.Between(before, after);
            foreach (var packet in NaclPackets.Around([.. before, .. after]))
            {
                var (then, now) = (NaclPackets.Decider(before, packet)?.IsAllow == true, NaclPackets.Decider(after, packet)?.IsAllow == true);
                var found = differences.Where(d => NaclPackets.IsMeant(d, packet)).ToArray();
                Assert.Equal(then == now ? 0 : 1, found.Length);
                Assert.All(found, difference => Assert.Equal(now, difference.Allowed));
            }
        });

    private static (bool Reached, string DecidedBy) Of(AclEntry[] entries, int number)
    {
        var (reached, decidedBy) = EntryReach.Of(entries.Single(entry => entry.Number == number), entries);
        return (reached, string.Join(',', decidedBy));
    }

    private static AclEntry Entry(int number, string traffic, string range) =>
        new(number, RuleDirection.Egress, true, NaclGenerators.Span(traffic), Cidr.Parse(range));
}
