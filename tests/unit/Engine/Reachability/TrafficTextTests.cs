using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reachability;

/// <summary>What the journal says of flows is read again when a change is taken back.</summary>
public class TrafficTextTests
{
    [Fact]
    public void Protocols_without_ports_are_written_as_ranges()
    {
        var lost = TrafficSet.All - TrafficSet.Of(new TrafficSpan("47", -1, -1)) - TrafficSet.Of(new TrafficSpan("tcp", 22, 22));
        Assert.EndsWith("0,2-5,7-16,18-46,48-57,59-255 all", lost.ToString());
        Assert.StartsWith("tcp 0-21,23-65535, udp all", lost.ToString());
        Assert.Equal("50-51 all", (TrafficSet.Of(new TrafficSpan("50", -1, -1)) | TrafficSet.Of(new TrafficSpan("51", -1, -1))).ToString());
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var numbers = Gen.Choose(0, 300);
        var spans = Gen.Elements("tcp", "udp", "icmp", "icmpv6", "0", "47", "48", "50", "127", "128", "255", "-1").SelectMany(
            protocol => numbers.SelectMany(from => numbers.Select(more => protocol switch
            {
                "tcp" or "udp" => new TrafficSpan(protocol, from, from + more),
                "icmp" or "icmpv6" => new TrafficSpan(protocol, (from % 257) - 1, (more % 257) - 1),
                _ => new TrafficSpan(protocol, -1, -1),
            })));
        Prop.ForAll(Gen.ListOf(spans.Select(TrafficSet.Of).Zip(Gen.Elements(true, true, false))).ToArbitrary(), parts =>
        {
            var set = parts.Aggregate(TrafficSet.None, (all, part) => part.Item2 ? all | part.Item1 : all - part.Item1);
            var read = TrafficSet.Parse(set.ToString());
            // "All traffic" of one family is read as that of both.
            return read == set || (set.ToString() == "all traffic" && read == TrafficSet.All);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_no_traffic_is_an_error()
    {
        foreach (var text in new[] { "tcp", "tcp x", "sctp 1", "icmp type" })
        {
            Assert.ThrowsAny<FormatException>(() => TrafficSet.Parse(text));
        }
    }

    [Fact]
    public void Ranges_outside_are_read_again_and_cover_whole_classes_only()
    {
        var ranges = OutsideRanges.Parse("0.0.0.0/0 except 10.0.0.0/8, 192.168.0.0/16");
        Assert.Equal("0.0.0.0/0 except 10.0.0.0/8, 192.168.0.0/16", ranges.ToString());
        var tree = new AddressTree([Cidr.Parse("10.0.0.0/8"), Cidr.Parse("192.168.0.0/16"), Cidr.Parse("10.1.0.0/16"), Cidr.Parse("52.0.0.0/8")]);
        bool Covers(string address) => ranges.Covers(tree.Innermost(IpAddress.Parse(address)));
        Assert.True(Covers("8.8.8.8"));
        Assert.True(Covers("52.1.1.1"));
        Assert.False(Covers("10.2.0.1"));
        Assert.False(Covers("10.1.0.1"));
        // A hole that is no class of its own any more is inside one: that one is not covered whole.
        var coarse = new AddressTree([Cidr.Parse("192.168.0.0/16")]);
        Assert.False(ranges.Covers(coarse.Innermost(IpAddress.Parse("8.8.8.8"))));
    }
}
