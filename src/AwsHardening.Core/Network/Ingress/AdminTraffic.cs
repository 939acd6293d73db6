using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Ingress;

/// <summary>The traffic that is to be closed: ports of TCP and UDP, or everything.</summary>
/// <param name="Spans">What is closed.</param>
internal sealed record AdminTraffic(IReadOnlyList<TrafficSpan> Spans)
{
    /// <summary>SSH, and the Remote Desktop Protocol, which uses UDP beside TCP.</summary>
    public static AdminTraffic Default { get; } = Of([22, 3389], udpPorts: null);

    /// <summary>Every protocol and port.</summary>
    public static AdminTraffic Everything { get; } = new([TrafficSpan.All]);

    /// <summary>True when nothing is kept.</summary>
    public bool IsEverything => Spans.Any(span => span.IsAllProtocols);

    /// <summary>Some ports.</summary>
    /// <param name="ports">Of TCP, 0 to 65535.</param>
    /// <param name="udpPorts">Of UDP; null for 3389 where it is among those of TCP.</param>
    public static AdminTraffic Of(IReadOnlyList<int> ports, IReadOnlyList<int>? udpPorts) => new(
    [
        .. ports.Distinct().Order().Select(port => new TrafficSpan("tcp", port, port)),
        .. (udpPorts ?? [.. ports.Where(port => port == 3389)]).Distinct().Order().Select(port => new TrafficSpan("udp", port, port)),
    ]);

    /// <summary>True when a rule opens some of it.</summary>
    public bool IsIn(TrafficSpan span) => Spans.Any(span.Overlaps);

    /// <summary>What is left of a rule's traffic.</summary>
    public IReadOnlyList<TrafficSpan> LeftOf(TrafficSpan span) => SpanSplit.Without(span, Spans);

    /// <summary>What is taken out of a rule's traffic.</summary>
    public IReadOnlyList<TrafficSpan> TakenFrom(TrafficSpan span) => [.. Spans.Where(span.Overlaps).Select(span.Intersect)];

    /// <summary>True when splitting loses protocols that were not to be closed.</summary>
    public bool LosesProtocols(TrafficSpan span) => span.IsAllProtocols && !IsEverything;
}
