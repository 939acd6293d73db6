using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;

namespace AwsHardening.UnitTests.Engine.Reachability;

/// <summary>A random account's flows to try: ends and packets at and beside every border that the account names.</summary>
internal sealed partial class WalkScene
{
    private readonly Random _random;
    private readonly List<WalkSpot> _inside;
    private readonly List<WalkSpot> _outside = [];
    private readonly List<WalkPacket> _packets = [];
    private readonly List<int> _sourcePorts = [1024, 32768, 65535];

    public WalkScene(SandboxAccount account, Random random)
    {
        _random = random;
        Walk = new PacketWalk(account);
        _inside = [.. Walk.Spots];
        var texts = new[] { "DescribeNetworkAcls/NetworkAcls", "DescribeRouteTables/RouteTables", "DescribeSecurityGroupRules/SecurityGroupRules" }
            .SelectMany(name => account.All(name.Split('/')[0], name.Split('/')[1])).Select(item => item.ToJsonString()).ToArray();
        IPAddress[] addresses = [.. texts.SelectMany(text => RangePattern().Matches(text)).Select(m => m.Groups[1].Value).Distinct().SelectMany(Borders).Distinct()];
        string[] worlds = [.. texts.SelectMany(text => WorldPattern().Matches(text)).Select(m => m.Value).Distinct()];
        foreach (var address in addresses)
        {
            if (!IsPrivate(address))
            {
                _outside.Add(new WalkSpot(null, "internet", address));
            }

            _outside.AddRange(worlds.Select(world => new WalkSpot(null, world, address)));
        }

        var ports = texts.SelectMany(text => PortPattern().Matches(text)).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))
            .SelectMany(p => new[] { p - 1, p, p + 1 }).Append(443).Where(p => p is >= 0 and <= 65535).Distinct().ToArray();
        _sourcePorts.AddRange(ports.Where(p => p >= 1024));
        Walk.NatPorts = [.. _sourcePorts.Distinct()];
        _packets.AddRange(ports.SelectMany(p => new[] { new WalkPacket("tcp", 0, p), new WalkPacket("udp", 0, p) }));
        _packets.AddRange([new("icmp", 0, 2048), new("icmp", 0, 772), new("icmpv6", 0, 128 * 256), new("icmpv6", 0, 256), new("47", 0, 0), new("50", 0, 0)]);
    }

    public PacketWalk Walk { get; }

    /// <summary>Random pairs of ends of one family, at least one of them an interface.</summary>
    public IEnumerable<(WalkSpot From, WalkSpot To)> Pairs(int count)
    {
        // Flows that are translated on their way would seldom be met by chance.
        WalkSpot[] internet = [.. _outside.Where(spot => spot.World == "internet" && spot.Address.AddressFamily == AddressFamily.InterNetwork)];
        foreach (var client in internet.Length == 0 ? [] : _inside.Where(spot => Walk.IsTranslated(spot, internet[^1])))
        {
            for (var i = 0; i < 5; i++)
            {
                yield return (client, Pick(internet));
            }
        }

        for (var i = 0; i < count; i++)
        {
            var (one, other) = (Pick(_inside), _random.Next(2) == 0 || _outside.Count == 0 ? Pick(_inside) : Pick(_outside));
            if (one.Address.AddressFamily == other.Address.AddressFamily)
            {
                yield return _random.Next(2) == 0 ? (one, other) : (other, one);
            }
        }
    }

    /// <summary>Random packets, each with a source port.</summary>
    public IEnumerable<WalkPacket> Packets(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return Pick(_packets) with { SourcePort = Pick(_sourcePorts) };
        }
    }

    public static FlowEnd End(NetworkModel model, WalkSpot spot)
    {
        var address = IpAddress.From(spot.Address);
        return spot.Eni is { } eni ? new InterfaceEnd(model.Interfaces.Single(side => side.Id == eni), address)
            : new OutsideEnd(spot.World == "internet" ? OutsideZone.Internet : new OutsideZone(KindOf(spot.World), spot.World), address);
    }

    public static TrafficSet Traffic(WalkPacket packet) => packet.Protocol switch
    {
        "tcp" or "udp" => TrafficSet.Of(new TrafficSpan(packet.Protocol, packet.Port, packet.Port)),
        "icmp" or "icmpv6" => TrafficSet.Of(new TrafficSpan(packet.Protocol, packet.Port / 256, packet.Port % 256)),
        _ => TrafficSet.Of(new TrafficSpan(packet.Protocol, -1, -1)),
    };

    public static TrafficSet ReplyTraffic(WalkPacket packet) => packet.Protocol switch
    {
        "tcp" or "udp" => Traffic(packet with { Port = packet.SourcePort }),
        "icmp" => Traffic(packet with { Port = 0 }),
        "icmpv6" => Traffic(packet with { Port = 129 * 256 }),
        _ => Traffic(packet),
    };

    /// <summary>True for packets to which a reply is due.</summary>
    public static bool AsksForReply(WalkPacket packet) => packet.Protocol switch { "icmp" => packet.Port == 2048, "icmpv6" => packet.Port == 128 * 256, _ => true };

    private static OutsideKind KindOf(string world) => world[..world.IndexOf('-', StringComparison.Ordinal)] switch
    {
        "vgw" => OutsideKind.Vpn,
        "vpce" => OutsideKind.Service,
        var other => throw new ArgumentException(other, nameof(world)),
    };

    private static IEnumerable<IPAddress> Borders(string range)
    {
        var network = IPNetwork.Parse(range);
        var bytes = network.BaseAddress.GetAddressBytes();
        var first = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        var last = first + (BigInteger.One << ((bytes.Length * 8) - network.PrefixLength)) - 1;
        return new[] { first - 1, first, last, last + 1 }.Where(v => v >= 0 && v < BigInteger.One << (bytes.Length * 8)).Select(v =>
        {
            var raw = v.ToByteArray(isUnsigned: true, isBigEndian: true);
            return new IPAddress([.. new byte[bytes.Length - raw.Length], .. raw]);
        });
    }

    private static bool IsPrivate(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? address.GetAddressBytes() is [10, ..] or [0, ..] or [127, ..] or [>= 224, ..] or [172, >= 16 and < 32, ..] or [192, 168, ..] or [169, 254, ..] or [100, >= 64 and < 128, ..]
        : address.GetAddressBytes() is [0xfc or 0xfd or 0xff, ..] or [0xfe, >= 0x80 and < 0xc0, ..];

    private T Pick<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    [GeneratedRegex("\"((?:[0-9.]+|[0-9a-f:]+)/[0-9]+)\"")]
    private static partial Regex RangePattern();

    [GeneratedRegex("(vgw|vpce)-[0-9a-f]+")]
    private static partial Regex WorldPattern();

    [GeneratedRegex("\"(?:From|To|FromPort|ToPort)\":([0-9]+)")]
    private static partial Regex PortPattern();
}
