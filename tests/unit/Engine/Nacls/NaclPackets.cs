using System.Globalization;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Nacls;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.UnitTests.Engine.Nacls;

/// <summary>A packet as a network ACL sees it. For ICMP the port is the type.</summary>
internal readonly record struct NaclPacket(RuleDirection Direction, IpAddress Other, int Protocol, int Port, int Code);

/// <summary>
/// A network ACL, packet by packet, as the user guide tells it: entries in the order of their numbers, the first that means the
/// packet decides. It knows nothing of sets.
/// </summary>
internal static class NaclPackets
{
    public static AclEntry? Decider(IEnumerable<AclEntry> entries, NaclPacket packet) =>
        entries.Where(entry => entry.Direction == packet.Direction).OrderBy(entry => entry.Number).FirstOrDefault(entry => Means(entry, packet));

    public static bool Means(AclEntry entry, NaclPacket packet)
    {
        if (entry.Range.Family != packet.Other.Family || packet.Other.Value < entry.Range.First || packet.Other.Value > entry.Range.Last)
        {
            return false;
        }

        var (from, to) = (entry.Span.From, entry.Span.To);
        return entry.Span.Protocol switch
        {
            "-1" => true,
            "tcp" or "udp" => packet.Protocol == (entry.Span.Protocol == "tcp" ? 6 : 17) && (from < 0 || (from <= packet.Port && packet.Port <= to)),
            "icmp" or "icmpv6" => packet.Protocol == (entry.Span.Protocol == "icmp" ? 1 : 58)
                && (from < 0 || (from == packet.Port && (to < 0 || to == packet.Code))),
            var number => packet.Protocol == int.Parse(number, CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Packets at every border of the entries and beside it, and some that none names.</summary>
    public static IEnumerable<NaclPacket> Around(IReadOnlyList<AclEntry> entries)
    {
        IpAddress[] addresses =
        [
            .. entries.SelectMany(entry => new[] { entry.Range.First, entry.Range.Last, entry.Range.First - 1, entry.Range.Last + 1 }
                .Select(value => new IpAddress(entry.Range.Family, value)))
                .Where(address => address.Family == IpFamily.Ipv6 || address.Value <= uint.MaxValue).Distinct(),
        ];
        (int Protocol, int Port, int Code)[] traffic =
        [
            .. entries.SelectMany(Traffic).Concat([(6, 40001, 0), (17, 40001, 0), (1, 8, 0), (1, 3, 4), (58, 128, 0), (47, 0, 0), (132, 0, 0)]).Distinct(),
        ];
        return from direction in new[] { RuleDirection.Ingress, RuleDirection.Egress }
               from address in addresses
               from one in traffic
               select new NaclPacket(direction, address, one.Protocol, one.Port, one.Code);
    }

    public static bool IsMeant(NaclDifference difference, NaclPacket packet) => difference.Direction == packet.Direction
        && difference.Ranges.Any(range => range.Contains(packet.Other)) && IsMeant(difference.Traffic, packet);

    private static bool IsMeant(TrafficSet traffic, NaclPacket packet) => packet.Protocol switch
    {
        6 => traffic.Tcp.Contains(packet.Port),
        17 => traffic.Udp.Contains(packet.Port),
        1 => traffic.Icmp.Contains((packet.Port * 256) + packet.Code),
        58 => traffic.Icmpv6.Contains((packet.Port * 256) + packet.Code),
        var other => traffic.Others.Contains(other),
    };

    private static IEnumerable<(int Protocol, int Port, int Code)> Traffic(AclEntry entry) => entry.Span.Protocol switch
    {
        "tcp" or "udp" => new[] { entry.Span.From - 1, entry.Span.From, entry.Span.To, entry.Span.To + 1 }.Where(port => port is >= 0 and <= 65535)
            .Select(port => (entry.Span.Protocol == "tcp" ? 6 : 17, port, 0)),
        "icmp" or "icmpv6" => from type in new[] { entry.Span.From, entry.Span.From + 1 }
                              from code in new[] { entry.Span.To, entry.Span.To + 1 }
                              where type >= 0 && code >= 0
                              select (entry.Span.Protocol == "icmp" ? 1 : 58, type, code),
        "-1" => [],
        var number => [(int.Parse(number, CultureInfo.InvariantCulture), 0, 0)],
    };
}
