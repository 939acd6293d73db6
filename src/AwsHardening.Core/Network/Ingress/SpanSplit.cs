using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Ingress;

/// <summary>What is left of a rule's protocol and ports when some are taken out.</summary>
internal static class SpanSplit
{
    private const int LastPort = 65535;

    // What "all traffic" is made of where each part can be said as a rule of its own.
    private static readonly TrafficSpan[] s_parts =
    [
        new("tcp", 0, LastPort), new("udp", 0, LastPort), new("icmp", -1, -1), new("icmpv6", -1, -1),
    ];

    /// <summary>The spans that together mean what a span means, but for the packets taken out.</summary>
    /// <param name="span">The span.</param>
    /// <param name="removed">Spans of tcp or udp, or everything.</param>
    /// <remarks>Of "all traffic" the protocols that have neither ports nor ICMP types are not among what is left.</remarks>
    public static IReadOnlyList<TrafficSpan> Without(TrafficSpan span, IReadOnlyList<TrafficSpan> removed)
    {
        if (!removed.Any(span.Overlaps))
        {
            return [span];
        }

        return removed.Any(one => one.IsAllProtocols) ? []
            : span.IsAllProtocols ? [.. s_parts.SelectMany(part => Without(part, removed))]
            : [.. Ports(span, removed)];
    }

    private static IEnumerable<TrafficSpan> Ports(TrafficSpan span, IReadOnlyList<TrafficSpan> removed)
    {
        var (next, last) = Borders(span);
        foreach (var (from, to) in removed.Where(span.Overlaps).Select(Borders).OrderBy(border => border.From))
        {
            if (from > next)
            {
                yield return span with { From = next, To = from - 1 };
            }

            next = Math.Max(next, to + 1);
        }

        if (next <= last)
        {
            yield return span with { From = next, To = last };
        }
    }

    private static (int From, int To) Borders(TrafficSpan span) => span.From < 0 ? (0, LastPort) : (span.From, span.To);
}
