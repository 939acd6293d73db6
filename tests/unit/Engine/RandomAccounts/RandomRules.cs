using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using static AwsHardening.UnitTests.Engine.Support.Ec2Calls;

namespace AwsHardening.UnitTests.Engine.RandomAccounts;

/// <summary>Adds rules with sources of every kind, many of them wide and overlapping, some tagged, some described.</summary>
internal sealed class RandomRules(
    SandboxAccount account, Random random, IReadOnlyList<RandomVpc> vpcs, IReadOnlyList<(RandomVpc One, RandomVpc Other)> peered)
{
    private static readonly (string Protocol, int From, int To)[] s_traffic =
    [
        ("tcp", 22, 22), ("tcp", 22, 22), ("tcp", 20, 443), ("tcp", 0, 65535), ("tcp", 443, 443), ("udp", 53, 53),
        ("icmp", -1, -1), ("icmp", 8, -1), ("icmpv6", -1, -1), ("-1", -1, -1), ("-1", -1, -1), ("47", -1, -1),
    ];

    private static readonly (string Key, string Value)[][] s_tags = [[], [], [], [("Owner", "ops")], [("Owner", "dev"), ("Cost", "7")]];

    private readonly bool _tagged = random.Next(2) == 0;
    private string? _prefixList;

    public void Add(int count)
    {
        _prefixList = (string)account.Ec2(
            "CreateManagedPrefixList", ("PrefixListName", "list"), ("MaxEntries", 4), ("AddressFamily", "IPv4"),
            ("Entries", new JsonArray(Object(("Cidr", "10.0.0.0/17")), Object(("Cidr", "10.1.0.0/24")))))["PrefixList"]!["PrefixListId"]!;
        foreach (var group in vpcs.SelectMany(vpc => vpc.Groups).Where(_ => random.Next(100) < 30))
        {
            account.Ec2("RevokeSecurityGroupEgress", ("GroupId", group), ("IpPermissions", new JsonArray(
                Object(("IpProtocol", "-1"), ("IpRanges", new JsonArray(Object(("CidrIp", "0.0.0.0/0"))))))));
        }

        // AWS adds this to the groups of a VPC that has an IPv6 range when they are made.
        foreach (var group in vpcs.Where(vpc => vpc.Ipv6Range is not null).SelectMany(vpc => vpc.Groups).Where(_ => random.Next(100) < 60))
        {
            Try(group, egress: true, Object(("IpProtocol", "-1"), ("Ipv6Ranges", new JsonArray(Object(("CidrIpv6", "::/0"))))), []);
        }

        for (var i = 0; i < count; i++)
        {
            var vpc = Pick(vpcs);
            var permission = Source(vpc);
            var (protocol, from, to) = Pick(s_traffic);
            permission["IpProtocol"] = protocol;
            if (protocol is not ("-1" or "47"))
            {
                permission["FromPort"] = from;
                permission["ToPort"] = to;
            }

            Try(Pick(vpc.Groups), egress: random.Next(100) < 35, permission, Tags(_tagged ? Pick(s_tags) : []));
        }
    }

    private void Try(string group, bool egress, JsonObject permission, JsonArray tags)
    {
        try
        {
            account.Authorize(group, egress, permission, tags);
        }
        catch (AwsErrorException)
        {
            // There already, or a group across a peering that is not active.
        }
    }

    private JsonObject Source(RandomVpc vpc)
    {
        var across = Across(vpc);
        return random.Next(100) switch
        {
            < 18 => Ipv4(vpc.Range),
            < 33 => Ipv4(across.Range),
            < 50 => Ipv4(Pick(across.SubnetRanges)),
            < 60 => Ipv4($"10.{across.Index}.0.0/17"),
            < 63 => Ipv4("10.0.0.0/8"),
            < 66 => Ipv4("0.0.0.0/0"),
            < 72 => Ipv4($"10.{across.Index}.0.{random.Next(4, 9)}/32"),
            < 82 => across.Ipv6Range is { } range ? Listed("Ipv6Ranges", "CidrIpv6", range) : Ipv4(vpc.Range),
            < 86 => Listed("PrefixListIds", "PrefixListId", _prefixList!),
            _ => Listed("UserIdGroupPairs", "GroupId", Pick(across.Groups)),
        };
    }

    private RandomVpc Across(RandomVpc vpc)
    {
        RandomVpc[] others = [.. peered.Where(p => p.One == vpc || p.Other == vpc).Select(p => p.One == vpc ? p.Other : p.One)];
        return random.Next(100) < 60 && others.Length > 0 ? Pick(others) : vpc;
    }

    private JsonObject Ipv4(string range) => Listed("IpRanges", "CidrIp", range);

    private JsonObject Listed(string list, string member, string value)
    {
        var source = Object((member, value));
        if (random.Next(100) < 40)
        {
            source["Description"] = $"rule {random.Next(100)} {new string('x', random.Next(0, 240))}";
        }

        return Object((list, new JsonArray(source)));
    }

    private T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];
}
