using System.Net;
using System.Net.Sockets;

namespace AwsHardening.UnitTests.Engine.RandomAccounts;

/// <summary>
/// What closing admin ports must close, said packet by packet: it knows of no spans, no splitting and no ranges left over.
/// </summary>
/// <param name="Tcp">TCP ports.</param>
/// <param name="Udp">UDP ports.</param>
/// <param name="Source">World, Any or a range.</param>
/// <param name="Peers">Group references too.</param>
/// <param name="All">Everything.</param>
internal sealed record ClosedPackets(int[] Tcp, int[] Udp, string Source, bool Peers, bool All)
{
    /// <summary>True when the rule is not to mean the packet from the address any longer.</summary>
    public bool Closes(OracleRule rule, IPAddress from, (string Protocol, int Port, int Code) packet) =>
        !rule.Egress && Opens(rule) && IsMeant(rule, from)
        && (All || IsAdmin(packet) || (rule.Protocol == "-1" && packet.Protocol is not ("tcp" or "udp" or "icmp" or "icmpv6")));

    private bool IsAdmin((string Protocol, int Port, int Code) packet) =>
        (packet.Protocol == "tcp" && Tcp.Contains(packet.Port)) || (packet.Protocol == "udp" && Udp.Contains(packet.Port));

    // "All traffic" that opens no admin port is not there: it always does.
    private bool Opens(OracleRule rule) =>
        All || Tcp.Any(port => rule.Means(("tcp", port, 0))) || Udp.Any(port => rule.Means(("udp", port, 0)));

    private bool IsMeant(OracleRule rule, IPAddress from) =>
        rule.OtherGroup is not null ? Peers
        : Source switch
        {
            "Any" => true,
            "World" => Array.Exists(rule.Ranges, IsWorld),
            _ => IPNetwork.Parse(Source) is var meant && meant.BaseAddress.AddressFamily == from.AddressFamily && meant.Contains(from),
        };

    private static bool IsWorld(IPNetwork range) => range.BaseAddress.AddressFamily == AddressFamily.InterNetwork
        ? range.PrefixLength < 8 : range.PrefixLength < 16 && (range.BaseAddress.GetAddressBytes()[0] & 0xFE) != 0xFC;
}
