using AwsHardening.Core.Network.Ingress;
using AwsHardening.Core.Network.Model;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck.Fluent;
using Xunit;
using static AwsHardening.UnitTests.Engine.Network.Generators;

namespace AwsHardening.UnitTests.Engine.Network.Ingress;

public class SpanSplitTests
{
    // Ports at both ends of the space, where a split is most easily off by one, and ICMP types.
    private static readonly int[] s_ports = [0, 1, 2, 3, 4, 5, 6, 22, 23, 65534, 65535];

    private static readonly (string Protocol, int Port, int Code)[] s_packets =
    [
        .. from protocol in new[] { "tcp", "udp", "icmp", "icmpv6", "50", "51" }
           from port in s_ports
           from code in new[] { 0, 1, 2 }
           select (protocol, port, code),
    ];

    private static FsCheck.Gen<TrafficSpan> Rules => Gen.OneOf(
        Span,
        Gen.Elements(TrafficSpan.All, new TrafficSpan("tcp", 0, 65535), new TrafficSpan("udp", 0, 65535), new TrafficSpan("tcp", 22, 65535),
            new TrafficSpan("icmpv6", -1, -1)));

    private static FsCheck.Gen<AdminTraffic> Traffic =>
        from tcp in Gen.SubListOf(s_ports)
        from udp in Gen.SubListOf(s_ports)
        select AdminTraffic.Of([.. tcp], [.. udp]);

    [Fact]
    public void What_is_left_means_every_packet_but_those_taken_and_those_that_cannot_be_kept() => Law.Holds(
        from span in Rules from traffic in Traffic select (span, traffic),
        one =>
        {
            var left = one.traffic.LeftOf(one.span);
            var split = one.traffic.IsIn(one.span);
            foreach (var packet in s_packets)
            {
                var lost = split && one.span.IsAllProtocols && (packet.Protocol is "50" or "51");
                var expected = Means(one.span, packet) && !one.traffic.Spans.Any(taken => Means(taken, packet)) && !lost;
                Assert.True(expected == left.Any(span => Means(span, packet)), $"{one.span} without {string.Join(' ', one.traffic.Spans)}: {packet}");
            }
        }, cases: 500);

    [Fact]
    public void What_is_left_is_in_as_few_rules_as_can_be() => Law.Holds(
        from span in Rules from traffic in Traffic select (span, traffic),
        one =>
        {
            var left = one.traffic.LeftOf(one.span);
            Assert.All(left, span => Assert.DoesNotContain(left, other => other != span && other.Overlaps(span)));
            Assert.All(left.Where(span => span.HasPorts), span => Assert.DoesNotContain(
                left, other => other.Protocol == span.Protocol && other.From == span.To + 1));
        });

    [Fact]
    public void What_is_taken_is_what_both_mean() => Law.Holds(
        from span in Rules from traffic in Traffic select (span, traffic),
        one => Assert.All(s_packets, packet => Assert.Equal(
            Means(one.span, packet) && one.traffic.Spans.Any(taken => Means(taken, packet)),
            one.traffic.TakenFrom(one.span).Any(taken => Means(taken, packet)))));

    [Fact]
    public void All_ports_but_two_are_three_ranges() => Assert.Equal(
        ["0-21", "23-3388", "3390-65535"],
        AdminTraffic.Default.LeftOf(new TrafficSpan("tcp", 0, 65535)).Select(span => span.PortText()));

    [Fact]
    public void All_traffic_keeps_the_four_protocols_that_can_be_said()
    {
        var left = AdminTraffic.Default.LeftOf(TrafficSpan.All);
        Assert.Equal(
            ["tcp 0-21", "tcp 23-3388", "tcp 3390-65535", "udp 0-3388", "udp 3390-65535", "icmp all", "icmpv6 all"],
            left.Select(span => $"{span.Protocol} {span.PortText()}"));
        Assert.True(AdminTraffic.Default.LosesProtocols(TrafficSpan.All));
    }

    [Fact]
    public void Nothing_is_left_of_everything()
    {
        Assert.Empty(AdminTraffic.Everything.LeftOf(TrafficSpan.All));
        Assert.Empty(AdminTraffic.Everything.LeftOf(new TrafficSpan("tcp", 22, 22)));
        Assert.False(AdminTraffic.Everything.LosesProtocols(TrafficSpan.All));
    }

    [Theory]
    [InlineData(new[] { 22 }, null, "tcp 22")]
    [InlineData(new[] { 3389, 22 }, null, "tcp 22, tcp 3389, udp 3389")]
    [InlineData(new[] { 3389 }, new int[0], "tcp 3389")]
    [InlineData(new[] { 5985, 5986 }, new[] { 161 }, "tcp 5985, tcp 5986, udp 161")]
    public void Remote_desktop_means_UDP_too_unless_UDP_is_said(int[] tcp, int[]? udp, string expected) => Assert.Equal(
        expected, string.Join(", ", AdminTraffic.Of(tcp, udp).Spans.Select(span => $"{span.Protocol} {span.PortText()}")));

    private static bool Means(TrafficSpan span, (string Protocol, int Port, int Code) packet) => span.Protocol switch
    {
        "-1" => true,
        "tcp" or "udp" => span.Protocol == packet.Protocol && (span.From < 0 || (span.From <= packet.Port && packet.Port <= span.To)),
        "icmp" or "icmpv6" => packet.Protocol == span.Protocol && (span.From < 0 || span.From == packet.Port) && (span.To < 0 || span.To == packet.Code),
        _ => span.Protocol == packet.Protocol,
    };
}
