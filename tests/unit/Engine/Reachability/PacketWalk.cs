using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.RandomAccounts;
using AwsHardening.UnitTests.Engine.Support;

namespace AwsHardening.UnitTests.Engine.Reachability;

/// <summary>One packet. For ICMP the destination port is type × 256 + code.</summary>
internal readonly record struct WalkPacket(string Protocol, int SourcePort, int Port);

/// <summary>Where a packet begins or ends: an interface's address, or one of a world: <c>internet</c> or a gateway's id.</summary>
internal sealed record WalkSpot(string? Eni, string World, IPAddress Address);

/// <summary>
/// Walks one packet at a time through an account, from what AWS's guides say of security groups, network ACLs, route tables,
/// peering and gateways. It shares no code with the engine on purpose: no sets, no classes, no caches, only the account's answers.
/// </summary>
internal sealed class PacketWalk
{
    private readonly Dictionary<string, JsonObject> _enis;
    private readonly ILookup<string, OracleRule> _rules;
    private readonly JsonObject[] _acls;
    private readonly JsonObject[] _tables;
    private readonly JsonObject[] _peerings;
    private readonly Dictionary<string, JsonObject> _nats;
    private readonly Dictionary<string, string[]> _prefixLists;

    public PacketWalk(SandboxAccount account)
    {
        _enis = account.All("DescribeNetworkInterfaces", "NetworkInterfaces").ToDictionary(e => (string)e["NetworkInterfaceId"]!);
        _rules = AccountContent.Rules(account).Select(rule => OracleRule.Of(rule, account)).ToLookup(rule => $"{rule.GroupId} {rule.Egress}");
        _acls = [.. account.All("DescribeNetworkAcls", "NetworkAcls")];
        _tables = [.. account.All("DescribeRouteTables", "RouteTables")];
        _peerings = [.. account.All("DescribeVpcPeeringConnections", "VpcPeeringConnections").Where(p => (string)p["Status"]!["Code"]! == "active")];
        _nats = account.All("DescribeNatGateways", "NatGateways").ToDictionary(n => (string)n["NatGatewayId"]!);
        _prefixLists = account.All("DescribeManagedPrefixLists", "PrefixLists").ToDictionary(
            l => (string)l["PrefixListId"]!,
            l => account.Ec2("GetManagedPrefixListEntries", ("PrefixListId", (string)l["PrefixListId"]!))["Entries"]!.AsArray().Select(e => (string)e!["Cidr"]!).ToArray());
    }

    /// <summary>The ports that a NAT gateway is tried with.</summary>
    public IReadOnlyList<int> NatPorts { get; set; } = [1024, 65535];

    public IEnumerable<WalkSpot> Spots => _enis.Values.SelectMany(eni => Addresses(eni).Select(address => new WalkSpot((string)eni["NetworkInterfaceId"]!, "", address)));

    /// <summary>True when a flow between two interfaces works: its first packet arrives, and for TCP some reply comes back.</summary>
    public bool Passes(Packet packet)
    {
        var (from, to) = (new WalkSpot(packet.From, "", IPAddress.Parse(packet.FromAddress)), new WalkSpot(packet.To, "", IPAddress.Parse(packet.ToAddress)));
        var port = packet.Protocol.StartsWith("icmp", StringComparison.Ordinal) ? (packet.Port * 256) + packet.Code : packet.Port;
        return s_clientPorts.Any(source => new WalkPacket(packet.Protocol, source, port) is var tried
            && Arrives(from, to, tried) && (packet.Protocol != "tcp" || Answers(from, to, tried)));
    }

    // At the borders of what the random ACLs name.
    private static readonly int[] s_clientPorts = [1024, 32768, 40000, 50000, 50001, 65535];

    /// <summary>True when the first packet arrives.</summary>
    public bool Arrives(WalkSpot from, WalkSpot to, WalkPacket packet)
    {
        if (from.Address.AddressFamily != to.Address.AddressFamily || (from.Eni is not null && from.Eni == to.Eni))
        {
            return false;
        }

        if (packet.Protocol == (from.Address.AddressFamily == AddressFamily.InterNetwork ? "icmpv6" : "icmp"))
        {
            return false;
        }

        if (from.Eni is not null && !Initiates(_enis[from.Eni], to))
        {
            return false;
        }

        if (to.Eni is not null && !Accepts(_enis[to.Eni]))
        {
            return false;
        }

        if (from.Eni is not null && !GroupsAllow(from.Eni, egress: true, to, packet))
        {
            return false;
        }

        return (to.Eni is null || GroupsAllow(to.Eni, egress: false, from, packet) || Nat(from, to) is not null) && Travels(from, to, packet, isReply: false);
    }

    /// <summary>True when the reply to a first packet that arrived comes back: groups remember the flow, ACLs do not.</summary>
    public bool Answers(WalkSpot from, WalkSpot to, WalkPacket packet)
    {
        if (Nat(from, to) is { } nat)
        {
            var inner = new WalkSpot(nat, "", Addresses(_enis[nat])[0]);
            // From the world to the gateway at whatever port it chose, and on to the client at the client's port.
            return NatPorts.Any(port => Travels(to, inner, Reply(packet with { SourcePort = port }), isReply: true))
                && AclsBetween(nat, from.Eni!, Addresses(_enis[nat])[0], from.Address, to.Address, Reply(packet));
        }

        return Travels(to, from, Reply(packet), isReply: true);
    }

    private static WalkPacket Reply(WalkPacket packet) => packet.Protocol switch
    {
        "icmp" => new WalkPacket("icmp", 0, 0),
        "icmpv6" => new WalkPacket("icmpv6", 0, 129 * 256),
        _ => new WalkPacket(packet.Protocol, packet.Port, packet.SourcePort),
    };

    /// <summary>ACLs and routes only.</summary>
    private bool Travels(WalkSpot from, WalkSpot to, WalkPacket packet, bool isReply)
    {
        if (from.Eni is null)
        {
            return Enters(from, to, packet, isReply);
        }

        var eni = _enis[from.Eni];
        var subnet = (string)eni["SubnetId"]!;
        if (to.Eni is not null && (string)_enis[to.Eni]["SubnetId"]! == subnet)
        {
            return true;
        }

        if (!AclAllows(subnet, egress: true, to.Address, packet) || RouteOf(subnet, (string)eni["VpcId"]!, to.Address) is not { } route)
        {
            return false;
        }

        if (route.Target.StartsWith("nat-", StringComparison.Ordinal))
        {
            return !isReply && Nat(from, to) is { } nat && ThroughNat(from, nat, to, packet);
        }

        if (to.Eni is not null)
        {
            var across = _enis[to.Eni];
            return Joins(route.Target, (string)eni["VpcId"]!, (string)across["VpcId"]!)
                && AclAllows((string)across["SubnetId"]!, egress: false, from.Address, packet);
        }

        return Leaves(eni, from.Address, to, route.Target, isReply);
    }

    private bool Leaves(JsonObject eni, IPAddress from, WalkSpot to, string target, bool isReply) =>
        target.StartsWith("igw-", StringComparison.Ordinal) ? to.World == "internet" && (from.AddressFamily == AddressFamily.InterNetworkV6 || IsPublic(eni, from))
        : target.StartsWith("eigw-", StringComparison.Ordinal) ? to.World == "internet" && !isReply
        : target == to.World;

    private bool Enters(WalkSpot from, WalkSpot to, WalkPacket packet, bool isReply)
    {
        var eni = _enis[to.Eni!];
        var subnet = (string)eni["SubnetId"]!;
        if (!AclAllows(subnet, egress: false, from.Address, packet))
        {
            return false;
        }

        // Where the first packet came out, the reply comes in; a first packet comes in where the route back would go out.
        return isReply || (!from.World.StartsWith("vpce-", StringComparison.Ordinal)
            && RouteOf(subnet, (string)eni["VpcId"]!, from.Address) is { } route && !route.Target.StartsWith("nat-", StringComparison.Ordinal)
            && Leaves(eni, to.Address, from, route.Target, isReply: true));
    }

    private bool ThroughNat(WalkSpot client, string nat, WalkSpot to, WalkPacket packet) =>
        packet.Protocol is "tcp" or "udp" or "icmp" or "icmpv6"
        && ((string)_enis[nat]["SubnetId"]! == (string)_enis[client.Eni!]["SubnetId"]!
            || AclAllows((string)_enis[nat]["SubnetId"]!, egress: false, client.Address, packet))
        && Arrives(new WalkSpot(nat, "", Addresses(_enis[nat])[0]), to, packet)
        && (packet.Protocol != "tcp" || NatPorts.Any(port => Answers(new WalkSpot(nat, "", Addresses(_enis[nat])[0]), to, packet with { SourcePort = port })));

    private bool AclsBetween(string nat, string client, IPAddress natAddress, IPAddress clientAddress, IPAddress world, WalkPacket packet)
    {
        var (one, other) = ((string)_enis[nat]["SubnetId"]!, (string)_enis[client]["SubnetId"]!);
        return (one == other || AclAllows(one, egress: true, clientAddress, packet)) && AclAllows(other, egress: false, world, packet);
    }

    /// <summary>True when a flow takes a NAT gateway.</summary>
    public bool IsTranslated(WalkSpot from, WalkSpot to) => from.Address.AddressFamily == to.Address.AddressFamily && Nat(from, to) is not null;

    /// <summary>The interface of the NAT gateway that a flow takes; null when it takes none.</summary>
    private string? Nat(WalkSpot from, WalkSpot to)
    {
        if (from.Eni is null || (to.Eni is not null && (string)_enis[to.Eni]["SubnetId"]! == (string)_enis[from.Eni]["SubnetId"]!)
            || (string)_enis[from.Eni]["InterfaceType"]! == "nat_gateway")
        {
            return null;
        }

        var route = RouteOf((string)_enis[from.Eni]["SubnetId"]!, (string)_enis[from.Eni]["VpcId"]!, to.Address);
        return route is { } r && _nats.TryGetValue(r.Target, out var nat) ? (string)nat["NatGatewayAddresses"]![0]!["NetworkInterfaceId"]! : null;
    }

    private bool GroupsAllow(string eni, bool egress, WalkSpot other, WalkPacket packet)
    {
        string[] groups = [.. (_enis[eni]["Groups"] as JsonArray ?? []).Select(g => (string)g!["GroupId"]!)];
        string[] others = other.Eni is null ? [] : [.. (_enis[other.Eni]["Groups"] as JsonArray ?? []).Select(g => (string)g!["GroupId"]!)];
        return groups.Length == 0 || groups.SelectMany(g => _rules[$"{g} {egress}"]).Any(rule =>
            (rule.OtherGroup is not null ? others.Contains(rule.OtherGroup)
                : rule.Ranges.Any(r => r.BaseAddress.AddressFamily == other.Address.AddressFamily && r.Contains(other.Address)))
            && rule.Means(packet.Protocol.StartsWith("icmp", StringComparison.Ordinal)
                ? (packet.Protocol, packet.Port / 256, packet.Port % 256) : (packet.Protocol, packet.Port, 0)));
    }

    private bool AclAllows(string subnet, bool egress, IPAddress other, WalkPacket packet)
    {
        var acl = _acls.Single(a => a["Associations"]!.AsArray().Any(x => (string)x!["SubnetId"]! == subnet));
        foreach (var entry in acl["Entries"]!.AsArray().OrderBy(e => (int)e!["RuleNumber"]!))
        {
            if ((bool)entry!["Egress"]! == egress && Contains((string?)entry["CidrBlock"] ?? (string)entry["Ipv6CidrBlock"]!, other) && Matches(entry, packet))
            {
                return (string)entry["RuleAction"]! == "allow";
            }
        }

        return false;
    }

    private static bool Matches(JsonNode entry, WalkPacket packet)
    {
        var number = packet.Protocol switch { "tcp" => "6", "udp" => "17", "icmp" => "1", "icmpv6" => "58", var other => other };
        if ((string)entry["Protocol"]! == "-1")
        {
            return true;
        }

        if ((string)entry["Protocol"]! != number)
        {
            return false;
        }

        if (entry["PortRange"] is { } ports && number is "6" or "17")
        {
            return (int)entry["PortRange"]!["From"]! <= packet.Port && packet.Port <= (int)entry["PortRange"]!["To"]!;
        }

        return entry["IcmpTypeCode"] is not { } icmp
            || (((int)icmp["Type"]! == -1 || (int)icmp["Type"]! == packet.Port / 256) && ((int)icmp["Code"]! == -1 || (int)icmp["Code"]! == packet.Port % 256));
    }

    private (string Target, int Length)? RouteOf(string subnet, string vpc, IPAddress to)
    {
        var table = _tables.FirstOrDefault(t => t["Associations"]!.AsArray().Any(a => (string?)a!["SubnetId"] == subnet))
            ?? _tables.First(t => (string)t["VpcId"]! == vpc && t["Associations"]!.AsArray().Any(a => (bool?)a!["Main"] == true));
        var best = table["Routes"]!.AsArray()
            .SelectMany(r => Destinations(r!).Where(d => Contains(d, to)).Select(d => (Route: r!, Length: int.Parse(d[(d.IndexOf('/') + 1)..], CultureInfo.InvariantCulture))))
            .OrderByDescending(r => r.Length).FirstOrDefault();
        if (best.Route is null || (string?)best.Route["State"] == "blackhole")
        {
            return null;
        }

        var target = (string?)best.Route["GatewayId"] ?? (string?)best.Route["NatGatewayId"] ?? (string?)best.Route["VpcPeeringConnectionId"]
            ?? (string?)best.Route["EgressOnlyInternetGatewayId"] ?? (string?)best.Route["NetworkInterfaceId"] ?? "";
        return (target, best.Length);
    }

    private IEnumerable<string> Destinations(JsonNode route) => (string?)route["DestinationCidrBlock"] is { } v4 ? [v4]
        : (string?)route["DestinationIpv6CidrBlock"] is { } v6 ? [v6] : _prefixLists[(string)route["DestinationPrefixListId"]!];

    private bool Joins(string target, string one, string other) => target == "local" ? one == other
        : _peerings.Any(p => (string)p["VpcPeeringConnectionId"]! == target
            && new[] { (string)p["RequesterVpcInfo"]!["VpcId"]!, (string)p["AccepterVpcInfo"]!["VpcId"]! }.Order().SequenceEqual(new[] { one, other }.Order())
            && one != other);

    private static bool Initiates(JsonObject eni, WalkSpot to) => (string)eni["InterfaceType"]! switch
    {
        "vpc_endpoint" => false,
        "nat_gateway" => eni["Association"]?["PublicIp"] is null || to.Eni is null,
        _ => true,
    };

    private static bool Accepts(JsonObject eni) => (string)eni["InterfaceType"]! is not ("nat_gateway" or "ec2_instance_connect_endpoint");

    private static bool IsPublic(JsonObject eni, IPAddress address) => (eni["PrivateIpAddresses"] as JsonArray ?? [])
        .Any(a => (string)a!["PrivateIpAddress"]! == address.ToString() && a["Association"]?["PublicIp"] is not null);

    private static IPAddress[] Addresses(JsonObject eni) =>
    [
        .. (eni["PrivateIpAddresses"] as JsonArray ?? []).Select(a => IPAddress.Parse((string)a!["PrivateIpAddress"]!)),
        .. (eni["Ipv6Addresses"] as JsonArray ?? []).Select(a => IPAddress.Parse((string)a!["Ipv6Address"]!)),
    ];

    private static bool Contains(string range, IPAddress address) =>
        IPNetwork.Parse(range) is var network && network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address);
}
