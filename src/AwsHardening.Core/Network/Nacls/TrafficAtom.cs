using System.Globalization;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>
/// Packets that no entry of a set tells apart but by their address: one protocol and a range of ports, or of ICMP types and
/// codes. Every entry means all of an atom or nothing of it.
/// </summary>
/// <param name="Protocol">0 to 255, or <see cref="OtherProtocols"/>.</param>
/// <param name="First">First port or ICMP type.</param>
/// <param name="Last">Last port or ICMP type.</param>
/// <param name="FirstCode">First ICMP code.</param>
/// <param name="LastCode">Last ICMP code.</param>
internal readonly record struct TrafficAtom(int Protocol, int First, int Last, int FirstCode, int LastCode)
{
    /// <summary>Stands for every protocol that no entry names.</summary>
    public const int OtherProtocols = -1;

    private const int Most = 65535;
    private const int MostIcmp = 255;

    /// <summary>The atoms of a set of spans: together they are all traffic.</summary>
    public static IReadOnlyList<TrafficAtom> Of(IEnumerable<TrafficSpan> spans)
    {
        TrafficSpan[] named = [.. spans.Where(span => !span.IsAllProtocols).Distinct()];
        List<TrafficAtom> atoms = [new(OtherProtocols, 0, 0, 0, 0)];
        foreach (var protocol in named.GroupBy(Number))
        {
            var first = protocol.First();
            if (first.HasPorts)
            {
                atoms.AddRange(Pieces(protocol.Select(Ports), Most).Select(ports => new TrafficAtom(protocol.Key, ports.First, ports.Last, 0, 0)));
            }
            else if (IsIcmp(first))
            {
                var codes = Pieces(protocol.Select(Codes), MostIcmp).ToArray();
                atoms.AddRange(
                    from types in Pieces(protocol.Select(Types), MostIcmp)
                    from code in codes
                    select new TrafficAtom(protocol.Key, types.First, types.Last, code.First, code.Last));
            }
            else
            {
                atoms.Add(new(protocol.Key, 0, 0, 0, 0));
            }
        }

        return atoms;
    }

    /// <summary>True when the span means the atom. The span is one of the set that the atom was made of.</summary>
    public bool IsMeantBy(TrafficSpan span)
    {
        if (span.IsAllProtocols)
        {
            return true;
        }

        if (Protocol == OtherProtocols || Number(span) != Protocol)
        {
            return false;
        }

        var (first, last) = span.HasPorts ? Ports(span) : IsIcmp(span) ? Types(span) : (0, 0);
        var (firstCode, lastCode) = IsIcmp(span) ? Codes(span) : (0, 0);
        return first <= First && Last <= last && firstCode <= FirstCode && LastCode <= lastCode;
    }

    /// <inheritdoc />
    public override string ToString() => Protocol switch
    {
        OtherProtocols => "other protocols",
        6 or 17 => First == 0 && Last == Most ? Name : First == Last ? $"{Name} {First}" : $"{Name} {First}-{Last}",
        1 or 58 => First == 0 && Last == MostIcmp ? Name : First == Last ? $"{Name} type {First}" : $"{Name} types {First}-{Last}",
        _ => $"protocol {Protocol}",
    };

    private string Name => Protocol switch { 6 => "tcp", 17 => "udp", 1 => "icmp", _ => "icmpv6" };

    private static int Number(TrafficSpan span) => span.Protocol switch
    {
        "tcp" => 6,
        "udp" => 17,
        "icmp" => 1,
        "icmpv6" => 58,
        _ => int.Parse(span.Protocol, CultureInfo.InvariantCulture),
    };

    private static bool IsIcmp(TrafficSpan span) => span.Protocol is "icmp" or "icmpv6";

    private static (int First, int Last) Ports(TrafficSpan span) => span.From < 0 ? (0, Most) : (span.From, span.To);

    private static (int First, int Last) Types(TrafficSpan span) => span.From < 0 ? (0, MostIcmp) : (span.From, span.From);

    private static (int First, int Last) Codes(TrafficSpan span) => span.From < 0 || span.To < 0 ? (0, MostIcmp) : (span.To, span.To);

    // What the ranges cut 0 to most into.
    private static IEnumerable<(int First, int Last)> Pieces(IEnumerable<(int First, int Last)> ranges, int most)
    {
        var starts = ranges.SelectMany(range => new[] { range.First, range.Last + 1 })
            .Append(0).Where(start => start <= most).Distinct().Order().ToArray();
        return starts.Select((start, index) => (start, index + 1 < starts.Length ? starts[index + 1] - 1 : most));
    }
}
