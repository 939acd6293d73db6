using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>
/// Which flows pass from one place to another. Network ACLs judge a packet and its reply apart, by their own destination
/// ports, so that the flows are exactly a product: each destination port of <see cref="Arrives"/> with each reply port of
/// <see cref="Replies"/>.
/// </summary>
/// <param name="Arrives">First packets that arrive, by destination port. TCP only where some reply comes back: nothing else is a connection.</param>
/// <param name="Replies">
/// Replies that come back: for TCP and UDP by the port that the initiator chose, 1024 to 65535 (Amazon VPC User Guide,
/// "Ephemeral ports"); for ICMP the echo reply; for other protocols the protocol itself.
/// </param>
/// <param name="Unknown">What stands in the way that cannot be seen into, such as a transit gateway; empty when nothing does.</param>
internal sealed record Reach(TrafficSet Arrives, TrafficSet Replies, string Unknown)
{
    /// <summary>The first port that a client's system chooses on any platform.</summary>
    public const int FirstEphemeralPort = 1024;

    private const int EchoRequest = 8 * 256, EchoReply = 0, EchoRequestV6 = 128 * 256, EchoReplyV6 = 129 * 256;

    public static Reach None { get; } = new(TrafficSet.None, TrafficSet.None, "");

    public static PortSet EphemeralPorts { get; } = PortSet.Range(FirstEphemeralPort, 65535);

    /// <summary>Replies to such ports, TCP and UDP.</summary>
    public static TrafficSet EphemeralTraffic { get; } = TrafficSet.None.With(tcp: EphemeralPorts, udp: EphemeralPorts);

    public bool IsEmpty => Arrives.IsEmpty;

    /// <summary>From what passes there and what passes back, to the flows.</summary>
    /// <param name="there">What passes from the initiator.</param>
    /// <param name="back">What passes to it.</param>
    /// <param name="unknown">What cannot be seen into.</param>
    public static Reach Of(TrafficSet there, TrafficSet back, string unknown)
    {
        var tcp = back.Tcp & EphemeralPorts;
        var arrives = tcp.IsEmpty ? there.With(tcp: PortSet.None) : there;
        var replies = back & RepliesTo(arrives);
        return arrives.IsEmpty ? None : new Reach(arrives, replies, unknown);
    }

    /// <summary>Every reply that such first packets can have. ICMP but for the echo request asks for none.</summary>
    public static TrafficSet RepliesTo(TrafficSet first) => (first - first.WithoutOthers()).With(
        tcp: first.Tcp.IsEmpty ? PortSet.None : EphemeralPorts,
        udp: first.Udp.IsEmpty ? PortSet.None : EphemeralPorts,
        icmp: first.Icmp.Contains(EchoRequest) ? PortSet.Range(EchoReply, EchoReply) : PortSet.None,
        icmpv6: first.Icmpv6.Contains(EchoRequestV6) ? PortSet.Range(EchoReplyV6, EchoReplyV6) : PortSet.None);

    /// <summary>What becomes of the flows.</summary>
    public NetworkPathStatus Status => IsEmpty ? NetworkPathStatus.Blocked : Unknown.Length > 0 ? NetworkPathStatus.Unknown
        : Replies.IsEmpty && !RepliesTo(Arrives).IsEmpty ? NetworkPathStatus.OneWay
        : NetworkPathStatus.Reachable;

    /// <summary>The part with such first packets.</summary>
    public Reach Within(TrafficSet first)
    {
        var arrives = Arrives & first;
        return arrives.IsEmpty ? None : this with { Arrives = arrives, Replies = Replies & RepliesTo(arrives) };
    }

    /// <summary>
    /// What passes back through a translator, which has ports of its own: if some reply reaches it, it passes all on.
    /// </summary>
    public TrafficSet RepliesTranslated() => TrafficSet.None.With(
        tcp: Replies.Tcp.IsEmpty ? PortSet.None : PortSet.All,
        udp: Replies.Udp.IsEmpty ? PortSet.None : PortSet.All,
        icmp: Replies.Icmp,
        icmpv6: Replies.Icmpv6);
}
