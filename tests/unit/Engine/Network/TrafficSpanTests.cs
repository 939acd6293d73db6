using AwsHardening.Core.Network.Model;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck.Fluent;
using Xunit;
using static AwsHardening.UnitTests.Engine.Network.Generators;

namespace AwsHardening.UnitTests.Engine.Network;

public class TrafficSpanTests
{
    // Every kind of packet the generated spans can tell apart: ports or type 0 to 6, code 0 to 6.
    private static readonly (string Protocol, int Port, int Code)[] s_packets =
    [
        .. from protocol in new[] { "tcp", "udp", "icmp", "50", "51" }
           from port in Enumerable.Range(0, 7)
           from code in Enumerable.Range(0, 7)
           select (protocol, port, code),
    ];

    [Fact]
    public void Spans_overlap_when_some_packet_is_meant_by_both() => Law.Holds(
        Pairs, pair => Assert.Equal(Array.Exists(s_packets, p => Means(pair.One, p) && Means(pair.Other, p)), pair.One.Overlaps(pair.Other)));

    [Fact]
    public void A_span_covers_another_when_it_means_every_packet_of_it() => Law.Holds(
        Pairs, pair => Assert.Equal(s_packets.Where(p => Means(pair.Other, p)).All(p => Means(pair.One, p)), pair.One.Covers(pair.Other)));

    [Fact]
    public void An_intersection_means_exactly_what_both_mean() => Law.Holds(
        Pairs.Where(pair => pair.One.Overlaps(pair.Other)),
        pair => Assert.All(s_packets, p => Assert.Equal(Means(pair.One, p) && Means(pair.Other, p), Means(pair.One.Intersect(pair.Other), p))));

    [Theory]
    [InlineData("6", "tcp")]
    [InlineData("TCP", "tcp")]
    [InlineData("17", "udp")]
    [InlineData("58", "icmpv6")]
    [InlineData("all", "-1")]
    [InlineData("47", "47")]
    [InlineData("256", null)]
    [InlineData("tpc", null)]
    public void A_user_may_name_or_number_a_protocol(string said, string? meant) => Assert.Equal(meant, TrafficSpan.FromUser(said));

    [Theory]
    [InlineData("tcp", 22, 22, "22")]
    [InlineData("tcp", 0, 65535, "all")]
    [InlineData("udp", 1, 9, "1-9")]
    [InlineData("icmp", -1, -1, "all")]
    [InlineData("icmp", 8, -1, "type 8")]
    [InlineData("icmp", 3, 4, "type 3 code 4")]
    [InlineData("-1", -1, -1, "all")]
    public void Ports_read_as_people_write_them(string protocol, int from, int to, string text) =>
        Assert.Equal(text, TrafficSpan.Create(protocol, from, to).PortText());

    private static FsCheck.Gen<(TrafficSpan One, TrafficSpan Other)> Pairs => from one in Span from other in Span select (one, other);

    private static bool Means(TrafficSpan span, (string Protocol, int Port, int Code) packet) => span.Protocol switch
    {
        "-1" => true,
        "tcp" or "udp" => span.Protocol == packet.Protocol && (span.From < 0 || (span.From <= packet.Port && packet.Port <= span.To)),
        "icmp" => packet.Protocol == "icmp" && (span.From < 0 || span.From == packet.Port) && (span.To < 0 || span.To == packet.Code),
        _ => span.Protocol == packet.Protocol,
    };
}
