using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;

namespace AwsHardening.UnitTests.Engine.RandomAccounts;

/// <summary>
/// Which first packets pass in an account, packet by packet, from what AWS's user guides say of security groups, route
/// tables, peering and interface types. It shares no code with the engine on purpose, and knows nothing of ranges of
/// packets: it tries each port at which some rule begins or ends.
/// </summary>
internal sealed class PacketOracle
{
    private readonly List<OracleSide> _sides;
    private readonly ILookup<string, OracleRule> _ingress;
    private readonly ILookup<string, OracleRule> _egress;
    private readonly OracleRoutes _routes;
    private readonly (string Protocol, int Port, int Code)[] _packets;
    private readonly Func<OracleRule, IPAddress, (string Protocol, int Port, int Code), bool> _closed;

    private PacketOracle(
        SandboxAccount account, Func<OracleRule, IPAddress, (string Protocol, int Port, int Code), bool> closed,
        IEnumerable<(string Protocol, int Port, int Code)>? packets = null)
    {
        _closed = closed;
        _sides = [.. account.All("DescribeNetworkInterfaces", "NetworkInterfaces").Where(eni => (string)eni["Status"]! == "in-use").Select(OracleSide.Of)];
        OracleRule[] rules = [.. AccountContent.Rules(account).Select(rule => OracleRule.Of(rule, account))];
        _ingress = rules.Where(rule => !rule.Egress).ToLookup(rule => rule.GroupId);
        _egress = rules.Where(rule => rule.Egress).ToLookup(rule => rule.GroupId);
        _routes = new OracleRoutes(account);
        _packets = [.. (packets ?? Packets(rules)).Distinct()];
    }

    /// <summary>Every packet that passes.</summary>
    public static HashSet<Packet> Passing(SandboxAccount account) => [.. new PacketOracle(account, (_, _, _) => false).Passing()];

    /// <summary>Every one of some packets that would pass if some ingress rules did not mean some packets from some addresses.</summary>
    public static HashSet<Packet> Passing(
        SandboxAccount account, Func<OracleRule, IPAddress, (string Protocol, int Port, int Code), bool> closed,
        IEnumerable<(string Protocol, int Port, int Code)> packets) =>
        [.. new PacketOracle(account, closed, packets).Passing()];

    private IEnumerable<Packet> Passing() =>
        from source in _sides
        where source.CanInitiate
        from target in _sides
        where target.CanAccept && target.Id != source.Id
        from targetAddress in target.Addresses
        let outward = source.Groups.SelectMany(id => _egress[id]).Where(rule => rule.Means(target, targetAddress)).ToArray()
        where source.Groups.Length == 0 || outward.Length > 0
        from sourceAddress in source.Addresses
        where sourceAddress.AddressFamily == targetAddress.AddressFamily
        let inward = target.Groups.SelectMany(id => _ingress[id]).Where(rule => rule.Means(source, sourceAddress)).ToArray()
        where (target.Groups.Length == 0 || inward.Length > 0) && _routes.Connect(source, sourceAddress, target, targetAddress)
        from packet in _packets
        where packet.Protocol != (sourceAddress.AddressFamily == AddressFamily.InterNetwork ? "icmpv6" : "icmp")
            && (source.Groups.Length == 0 || Array.Exists(outward, rule => rule.Means(packet)))
            && (target.Groups.Length == 0 || Array.Exists(inward, rule => rule.Means(packet) && !_closed(rule, sourceAddress, packet)))
        select new Packet(
            source.Id, sourceAddress.ToString(), target.Id, targetAddress.ToString(), packet.Protocol, packet.Port, packet.Code);

    // At the borders of every rule and beside them, and some that no rule names.
    private static IEnumerable<(string Protocol, int Port, int Code)> Packets(IEnumerable<OracleRule> rules)
    {
        yield return ("tcp", 40001, 0);
        yield return ("udp", 40001, 0);
        yield return ("icmp", 8, 0);
        yield return ("icmp", 3, 4);
        yield return ("icmpv6", 128, 0);
        yield return ("47", 0, 0);
        yield return ("50", 0, 0);
        foreach (var rule in rules.Where(rule => rule.Protocol is "tcp" or "udp"))
        {
            foreach (var port in new[] { rule.From - 1, rule.From, rule.To, rule.To + 1 }.Where(port => port is >= 0 and <= 65535))
            {
                yield return (rule.Protocol, port, 0);
            }
        }
    }
}

/// <summary>An attached interface.</summary>
internal sealed record OracleSide(
    string Id, string Type, string VpcId, string SubnetId, string[] Groups, IPAddress[] Addresses, bool IsPublic)
{
    // A public NAT gateway sends to the internet only; an endpoint answers.
    public bool CanInitiate => Type switch { "vpc_endpoint" => false, "nat_gateway" => !IsPublic, _ => true };

    public bool CanAccept => Type is not ("nat_gateway" or "ec2_instance_connect_endpoint");

    public static OracleSide Of(JsonObject eni) => new(
        (string)eni["NetworkInterfaceId"]!, (string)eni["InterfaceType"]!, (string)eni["VpcId"]!, (string)eni["SubnetId"]!,
        [.. (eni["Groups"] as JsonArray ?? []).Select(group => (string)group!["GroupId"]!)],
        [
            .. (eni["PrivateIpAddresses"] as JsonArray ?? []).Select(ip => IPAddress.Parse((string)ip!["PrivateIpAddress"]!)),
            .. (eni["Ipv6Addresses"] as JsonArray ?? []).Select(ip => IPAddress.Parse((string)ip!["Ipv6Address"]!)),
        ],
        eni["Association"]?["PublicIp"] is not null);
}
