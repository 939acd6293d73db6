using System.Globalization;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>
/// A set of packets by protocol and destination port, or ICMP type and code, exact for all 256 protocols: the answer to
/// "which packets", where <see cref="TrafficSpan"/> is one line of a rule.
/// </summary>
internal sealed class TrafficSet : IEquatable<TrafficSet>
{
    private const int IcmpNumber = 1, TcpNumber = 6, UdpNumber = 17, Icmpv6Number = 58;

    private readonly UInt128 _low;
    private readonly UInt128 _high;
    private readonly int _hash;

    private TrafficSet(PortSet tcp, PortSet udp, PortSet icmp, PortSet icmpv6, UInt128 low, UInt128 high)
    {
        (Tcp, Udp, Icmp, Icmpv6, _low, _high) = (tcp, udp, icmp, icmpv6, low, high);
        _hash = HashCode.Combine(tcp, udp, icmp, icmpv6, low, high);
    }

    public static TrafficSet None { get; } = new(default, default, default, default, 0, 0);

    public static TrafficSet All { get; } = new(
        PortSet.All, PortSet.All, PortSet.All, PortSet.All,
        ~(Bit(IcmpNumber) | Bit(TcpNumber) | Bit(UdpNumber) | Bit(Icmpv6Number)), UInt128.MaxValue);

    public PortSet Tcp { get; }

    public PortSet Udp { get; }

    public PortSet Icmp { get; }

    public PortSet Icmpv6 { get; }

    public bool IsEmpty => Tcp.IsEmpty && Udp.IsEmpty && Icmp.IsEmpty && Icmpv6.IsEmpty && !HasOthers;

    public bool HasOthers => (_low | _high) != 0;

    /// <summary>The protocols without ports or types, by number.</summary>
    public IEnumerable<int> Others => Enumerable.Range(0, 256).Where(n => ((n < 128 ? _low >> n : _high >> (n - 128)) & 1) != 0);

    /// <summary>What an IPv4 or IPv6 packet can be: each family has an ICMP of its own.</summary>
    public static TrafficSet Of(IpFamily family) => family == IpFamily.Ipv4 ? s_ipv4 : s_ipv6;

    private static readonly TrafficSet s_ipv4 = All.With(icmpv6: PortSet.None);
    private static readonly TrafficSet s_ipv6 = All.With(icmp: PortSet.None);

    public static TrafficSet Of(TrafficSpan span) => span.Protocol switch
    {
        "-1" => All,
        "tcp" => None.With(tcp: Ports(span)),
        "udp" => None.With(udp: Ports(span)),
        "icmp" => None.With(icmp: Types(span)),
        "icmpv6" => None.With(icmpv6: Types(span)),
        _ => Protocol(int.Parse(span.Protocol, CultureInfo.InvariantCulture)),
    };

    public TrafficSet With(PortSet? tcp = null, PortSet? udp = null, PortSet? icmp = null, PortSet? icmpv6 = null) =>
        new(tcp ?? Tcp, udp ?? Udp, icmp ?? Icmp, icmpv6 ?? Icmpv6, _low, _high);

    /// <summary>The same ports and types, without the protocols that have neither.</summary>
    public TrafficSet WithoutOthers() => new(Tcp, Udp, Icmp, Icmpv6, 0, 0);

    public bool Covers(TrafficSet other) => (other - this).IsEmpty;

    public static TrafficSet operator |(TrafficSet one, TrafficSet other) => new(
        one.Tcp | other.Tcp, one.Udp | other.Udp, one.Icmp | other.Icmp, one.Icmpv6 | other.Icmpv6, one._low | other._low, one._high | other._high);

    public static TrafficSet operator &(TrafficSet one, TrafficSet other) => new(
        one.Tcp & other.Tcp, one.Udp & other.Udp, one.Icmp & other.Icmp, one.Icmpv6 & other.Icmpv6, one._low & other._low, one._high & other._high);

    public static TrafficSet operator -(TrafficSet one, TrafficSet other) => new(
        one.Tcp - other.Tcp, one.Udp - other.Udp, one.Icmp - other.Icmp, one.Icmpv6 - other.Icmpv6, one._low & ~other._low, one._high & ~other._high);

    /// <summary>Protocol and ports in lines, in AWS's words: <c>-1</c> alone where everything of a family is meant.</summary>
    public IEnumerable<(string Protocol, string Ports)> Lines()
    {
        if (this == All || this == s_ipv4 || this == s_ipv6)
        {
            yield return ("all", "all");
            yield break;
        }

        foreach (var (protocol, set) in new[] { ("tcp", Tcp), ("udp", Udp), ("icmp", Icmp), ("icmpv6", Icmpv6) })
        {
            if (!set.IsEmpty)
            {
                yield return (protocol, protocol.StartsWith("icmp", StringComparison.Ordinal) ? TypeText(set) : set.ToString());
            }
        }

        int[] others = [.. Others];
        if (others.Length > 0)
        {
            yield return others.Length == 252 ? ("other protocols", "all") : (Runs(others), "all");
        }
    }

    /// <summary>Reads what <see cref="ToString"/> wrote. "All traffic" is that of both families.</summary>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static TrafficSet Parse(string text) => text is "" or "nothing" ? None
        : text.Split(", ").Aggregate(None, (all, line) => all | ParseLine(line));

    public bool Equals(TrafficSet? other) =>
        other is not null && (ReferenceEquals(this, other) || (_hash == other._hash && _low == other._low && _high == other._high
            && Tcp.Equals(other.Tcp) && Udp.Equals(other.Udp) && Icmp.Equals(other.Icmp) && Icmpv6.Equals(other.Icmpv6)));

    public override bool Equals(object? obj) => Equals(obj as TrafficSet);

    public override int GetHashCode() => _hash;

    public static bool operator ==(TrafficSet? one, TrafficSet? other) => one is null ? other is null : one.Equals(other);

    public static bool operator !=(TrafficSet? one, TrafficSet? other) => !(one == other);

    public override string ToString() =>
        IsEmpty ? "nothing" : string.Join(", ", Lines().Select(line => line == ("all", "all") ? "all traffic" : $"{line.Protocol} {line.Ports}"));

    private static TrafficSet Protocol(int number) => number switch
    {
        TcpNumber => None.With(tcp: PortSet.All),
        UdpNumber => None.With(udp: PortSet.All),
        IcmpNumber => None.With(icmp: PortSet.All),
        Icmpv6Number => None.With(icmpv6: PortSet.All),
        < 128 => new(default, default, default, default, Bit(number), 0),
        _ => new(default, default, default, default, 0, Bit(number - 128)),
    };

    private static UInt128 Bit(int number) => UInt128.One << number;

    private static PortSet Ports(TrafficSpan span) => span.From < 0 ? PortSet.All : PortSet.Range(span.From, span.To);

    private static PortSet Types(TrafficSpan span) => (span.From, span.To) switch
    {
        ( < 0, < 0) => PortSet.All,
        ( < 0, var code) => Enumerable.Range(0, 256).Aggregate(PortSet.None, (set, type) => set | PortSet.Range((type * 256) + code, (type * 256) + code)),
        (var type, < 0) => PortSet.Range(type * 256, (type * 256) + 255),
        var (type, code) => PortSet.Range((type * 256) + code, (type * 256) + code),
    };

    private static TrafficSet ParseLine(string line)
    {
        var space = line.LastIndexOf("other protocols", StringComparison.Ordinal) == 0 ? "other protocols".Length : line.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
        {
            throw new FormatException($"'{line}' is no traffic.");
        }

        var (protocol, rest) = (line[..space], line[(space + 1)..]);
        return protocol switch
        {
            "all" => All,
            "other protocols" => All - All.WithoutOthers(),
            "tcp" => None.With(tcp: PortSet.Parse(rest)),
            "udp" => None.With(udp: PortSet.Parse(rest)),
            "icmp" => None.With(icmp: ParseTypes(rest)),
            "icmpv6" => None.With(icmpv6: ParseTypes(rest)),
            _ => PortSet.Parse(protocol).Ranges.SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1))
                .Aggregate(None, (all, number) => all | Protocol(number)),
        };
    }

    // Single numbers and ranges, as ports are written: a rule for "all traffic" that loses one protocol would list 250.
    private static string Runs(IEnumerable<int> numbers) =>
        numbers.Aggregate(PortSet.None, (set, number) => set | PortSet.Range(number, number)).ToString();

    private static PortSet ParseTypes(string text) => text == "all" ? PortSet.All
        : text.Split(',').Aggregate(PortSet.None, (set, part) => set | ParseTypeRange(part));

    private static PortSet ParseTypeRange(string text)
    {
        var numbers = text.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries).Where(word => char.IsAsciiDigit(word[0]))
            .Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return numbers switch
        {
            [var type] => PortSet.Range(type * 256, (type * 256) + 255),
            [var first, var last] when text.StartsWith("types ", StringComparison.Ordinal) => PortSet.Range(first * 256, (last * 256) + 255),
            [var type, var code] => PortSet.Range((type * 256) + code, (type * 256) + code),
            [var first, var from, var last, var to] => PortSet.Range((first * 256) + from, (last * 256) + to),
            _ => throw new FormatException($"'{text}' is no ICMP type."),
        };
    }

    private static string TypeText(PortSet set) => set.IsAll ? "all" : string.Join(",", set.Ranges.Select(TypeText));

    private static string TypeText((int First, int Last) range)
    {
        var (first, last) = (range.First / 256, range.Last / 256);
        return range.First % 256 == 0 && range.Last % 256 == 255
            ? (first == last ? $"type {first}" : $"types {first}-{last}")
            : range.First == range.Last ? $"type {first} code {range.First % 256}"
            : $"type {first} code {range.First % 256} to type {last} code {range.Last % 256}";
    }
}
