using System.Globalization;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>What is asked for, resolved: the entries to make, without numbers, as the subnet sends.</summary>
/// <param name="Deny">What is denied, in the order in which it was said.</param>
/// <param name="Allow">What is allowed, in the order in which it was said.</param>
internal sealed record IsolationRequest(IReadOnlyList<AclEntry> Deny, IReadOnlyList<AclEntry> Allow)
{
    /// <summary>Resolves what a user says.</summary>
    /// <exception cref="OperationException">Something is not there, or cannot be said so.</exception>
    public static IsolationRequest Of(IsolationNaclOptions options, NetworkModel model, IReadOnlyDictionary<string, string> vpcNames)
    {
        if (options.Deny.Count + options.Allow.Count == 0)
        {
            throw new OperationException(IsolationErrors.NothingAsked(options.Name));
        }

        if (options.RuleNumber.FirstOrDefault(number => number is < 1 or >= AclEntry.Last) is var outside and not 0)
        {
            throw new OperationException(IsolationErrors.BadNumber(outside));
        }

        var spans = Spans(options).ToArray();
        var targets = new IsolationTargets(model, vpcNames);
        return new IsolationRequest(Entries(options.Deny, allow: false), Entries(options.Allow, allow: true));

        AclEntry[] Entries(IEnumerable<string> named, bool allow) =>
        [
            .. from name in named
               from range in targets.Ranges(name)
               from span in spans
               select new AclEntry(0, RuleDirection.Egress, allow, Fitted(span, range), range),
        ];
    }

    // ICMP is another protocol in IPv6.
    private static TrafficSpan Fitted(TrafficSpan span, Cidr range) =>
        span.Protocol == "icmp" && range.Family == IpFamily.Ipv6 ? span with { Protocol = "icmpv6" } : span;

    private static IEnumerable<TrafficSpan> Spans(IsolationNaclOptions options)
    {
        var protocol = TrafficSpan.FromUser(options.Protocol) ?? throw new OperationException(NetworkErrors.BadProtocol(options.Protocol));
        if (options.Port.Count == 0)
        {
            return [protocol is "tcp" or "udp" ? new TrafficSpan(protocol, 0, 65535) : new TrafficSpan(protocol, -1, -1)];
        }

        return protocol is "tcp" or "udp"
            ? options.Port.Select(port => Ports(protocol, port))
            : throw new OperationException(IsolationErrors.PortsWithoutProtocol(options.Protocol));
    }

    private static TrafficSpan Ports(string protocol, string text)
    {
        var ends = text.Split('-', 2);
        return ushort.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && ushort.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var to) && from <= to
                ? new TrafficSpan(protocol, from, to)
                : throw new OperationException(IsolationErrors.BadPort(text));
    }
}
