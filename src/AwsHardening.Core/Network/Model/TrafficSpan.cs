using System.Globalization;

namespace AwsHardening.Core.Network.Model;

/// <summary>
/// The protocol and ports of a rule (Amazon EC2 API Reference, "IpPermission"). For ICMP the ports are type and code,
/// where -1 stands for all.
/// </summary>
/// <param name="Protocol">AWS's word: <c>tcp</c>, <c>udp</c>, <c>icmp</c>, <c>icmpv6</c>, <c>-1</c> or a number.</param>
/// <param name="From">First port, or ICMP type; -1 for all.</param>
/// <param name="To">Last port, or ICMP code; -1 for all.</param>
public readonly record struct TrafficSpan(string Protocol, int From, int To)
{
    /// <summary>Everything.</summary>
    public static TrafficSpan All { get; } = new("-1", -1, -1);

    /// <summary>True when every protocol is meant.</summary>
    public bool IsAllProtocols => Protocol == "-1";

    /// <summary>TCP and UDP have ports; ICMP has types; the rest have neither.</summary>
    public bool HasPorts => Protocol is "tcp" or "udp";

    private bool IsIcmp => Protocol is "icmp" or "icmpv6";

    /// <summary>Takes over what AWS answered; for protocols without ports any numbers are dropped.</summary>
    public static TrafficSpan Create(string protocol, int? from, int? to)
    {
        var span = new TrafficSpan(Normalize(protocol), -1, -1);
        return span.HasPorts || span.IsIcmp ? span with { From = from ?? -1, To = to ?? -1 } : span;
    }

    /// <summary>AWS's word for a protocol named or numbered by a user; null when it is neither.</summary>
    public static string? FromUser(string protocol)
    {
        var lower = protocol.Trim().ToLowerInvariant();
        return lower switch
        {
            "all" or "any" or "-1" => "-1",
            "tcp" or "udp" or "icmp" or "icmpv6" => lower,
            _ => byte.TryParse(lower, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? Normalize(lower) : null,
        };
    }

    /// <summary>True when some packet is meant by both.</summary>
    public bool Overlaps(TrafficSpan other)
    {
        if (IsAllProtocols || other.IsAllProtocols)
        {
            return true;
        }

        if (Protocol != other.Protocol)
        {
            return false;
        }

        if (HasPorts)
        {
            return FirstPort <= other.LastPort && other.FirstPort <= LastPort;
        }

        return !IsIcmp || (Meets(From, other.From) && Meets(To, other.To));
    }

    /// <summary>True when every packet meant by the other is meant by this one.</summary>
    public bool Covers(TrafficSpan other)
    {
        if (IsAllProtocols)
        {
            return true;
        }

        if (Protocol != other.Protocol)
        {
            return false;
        }

        if (HasPorts)
        {
            return FirstPort <= other.FirstPort && other.LastPort <= LastPort;
        }

        return !IsIcmp || ((From == -1 || From == other.From) && (To == -1 || To == other.To));
    }

    /// <summary>The packets meant by both; call it only for spans that overlap.</summary>
    public TrafficSpan Intersect(TrafficSpan other)
    {
        if (IsAllProtocols)
        {
            return other;
        }

        if (other.IsAllProtocols)
        {
            return this;
        }

        return HasPorts
            ? new TrafficSpan(Protocol, Math.Max(FirstPort, other.FirstPort), Math.Min(LastPort, other.LastPort))
            : new TrafficSpan(Protocol, Math.Max(From, other.From), Math.Max(To, other.To));
    }

    /// <summary>True when the TCP or UDP port is meant.</summary>
    public bool MeansPort(string protocol, int port) => Covers(new TrafficSpan(protocol, port, port));

    /// <summary>The ports as people write them.</summary>
    public string PortText() => this switch
    {
        { HasPorts: true } when FirstPort == 0 && LastPort == 65535 => "all",
        { HasPorts: true } => From == To ? $"{From}" : $"{From}-{To}",
        { IsIcmp: true } when From == -1 => "all",
        { IsIcmp: true } => To == -1 ? $"type {From}" : $"type {From} code {To}",
        _ => "all",
    };

    /// <summary>The protocol as people write it.</summary>
    public string ProtocolText() => IsAllProtocols ? "all" : Protocol;

    private int FirstPort => From < 0 ? 0 : From;

    private int LastPort => From < 0 ? 65535 : To;

    private static bool Meets(int one, int other) => one == -1 || other == -1 || one == other;

    private static string Normalize(string protocol) => protocol switch
    {
        "6" => "tcp",
        "17" => "udp",
        "1" => "icmp",
        "58" => "icmpv6",
        _ => protocol,
    };
}
