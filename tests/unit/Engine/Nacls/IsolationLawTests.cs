using System.Text.Json.Nodes;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Nacls;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.RandomAccounts;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Nacls;

/// <summary>
/// Whatever network ACLs an account has and whatever is asked: packets that were asked to be denied pass no longer, every other
/// packet is decided as before in every subnet, and the release restores the account. Judged packet by packet, past the engine.
/// </summary>
public class IsolationLawTests(ITestOutputHelper output)
{
    private static readonly bool s_deep = Environment.GetEnvironmentVariable("AWS_HARDENING_DEEP") is { Length: > 0 };

    [Fact]
    public void Only_the_traffic_asked_for_changes_and_a_release_restores()
    {
        var (runs, made, refused, packets) = (0, 0, 0, 0L);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(s_deep ? 2000 : 120), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var tally = HoldAsync(seed).GetAwaiter().GetResult();
            runs++;
            made += tally.Made;
            refused += tally.Refused;
            packets += tally.Packets;
        }));
        output.WriteLine($"{runs} accounts, {made} network ACLs made, {refused} refusals, {packets} packets tried");
        Assert.InRange(made, runs / 2, int.MaxValue);
        Assert.InRange(refused, s_deep ? 1 : 0, int.MaxValue);
    }

    [Theory]
    [InlineData(233870352)] // More entries than a network ACL may have.
    public Task Fixed_seeds_hold_too(int seed) => HoldAsync(seed);

    private static async Task<(int Made, int Refused, int Packets)> HoldAsync(int seed)
    {
        var random = new Random(seed);
        using var rehearsal = new Rehearsal(RandomAccount.Build(seed, random.Next(3, 11)));
        var account = rehearsal.Account;
        var subnets = account.All("DescribeSubnets", "Subnets").ToArray();
        RandomNacls(account, random, subnets);
        var (before, content) = (Entries(account), NaclContentOf.Of(account));
        var force = random.Next(3) == 0;
        var targets = Targets(account, subnets);
        string[] Some(int most) => [.. Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => targets[random.Next(targets.Length)].Name).Distinct()];
        var (deny, allow) = (Some(3), random.Next(3) == 0 ? Some(1) : []);
        var (protocol, ports) = Traffic(random);
        var options = new IsolationNaclOptions
        {
            Name = "law",
            SubnetId = [.. subnets.OrderBy(_ => random.Next()).Take(random.Next(1, 4)).Select(subnet => (string)subnet["SubnetId"]!)],
            Deny = deny,
            Allow = allow,
            Protocol = protocol,
            Port = ports,
            Symmetric = random.Next(2) == 0,
            Force = force,
        };
        var host = new TestHost();
        var made = await rehearsal.IsolateAsync(options, host);
        Assert.All(host.Errors, error => Assert.True(
            error.Id == "RulesPerNetworkAclQuota" || (error.Id, force) == ("FlowWouldBeLost", false), $"seed {seed}: {error}"));
        Assert.All(made, one => Assert.True(force || one.FlowsLost.Count == 0, $"seed {seed}: lost a flow"));

        var after = Entries(account);
        var isolated = made.Where(one => one.Status == "Created").SelectMany(one => one.SubnetIds).ToHashSet();
        AclEntry[] asked =
        [
            .. from one in allow.Select(name => (name, allow: true)).Concat(deny.Select(name => (name, allow: false)))
               from range in targets.First(target => target.Name == one.name).Ranges
               from port in ports.DefaultIfEmpty("")
               from direction in options.Symmetric ? new[] { RuleDirection.Egress, RuleDirection.Ingress } : [RuleDirection.Egress]
               select new AclEntry(0, direction, one.allow, Span(protocol, port, range), range),
        ];
        var packets = 0;
        foreach (var (subnet, was) in before)
        {
            foreach (var packet in NaclPackets.Around([.. was, .. asked]))
            {
                packets++;
                var wish = isolated.Contains(subnet) ? asked.FirstOrDefault(entry => entry.Direction == packet.Direction && NaclPackets.Means(entry, packet)) : null;
                var expected = wish?.IsAllow ?? NaclPackets.Decider(was, packet)?.IsAllow == true;
                Assert.True(expected == (NaclPackets.Decider(after[subnet], packet)?.IsAllow == true), $"seed {seed}: {subnet} {packet} should {(expected ? "" : "not ")}pass");
            }
        }

        if (made.Exists(one => one.Status == "Created"))
        {
            var quiet = new TestHost();
            rehearsal.Reopen();
            await rehearsal.ReleaseAsync(new() { Nacl = ["law"], Force = true }, quiet);
            Assert.Empty(quiet.Errors);
        }

        Assert.Equal(content, NaclContentOf.Of(account));
        return (isolated.Count, host.Errors.Count, packets);
    }

    private static (string Protocol, string[] Ports) Traffic(Random random) => random.Next(6) switch
    {
        0 => ("tcp", ["22"]),
        1 or 2 => ("tcp", ["0-32767", "40000-65535"]),
        3 => ("udp", []),
        4 => ("icmp", []),
        _ => ("all", []),
    };

    private static TrafficSpan Span(string protocol, string ports, Cidr range)
    {
        if (protocol == "icmp" && range.Family == IpFamily.Ipv6)
        {
            return NaclGenerators.Span("icmpv6");
        }

        return NaclGenerators.Span(ports.Length == 0 ? protocol : $"{protocol} {(ports.Contains('-') ? ports : $"{ports}-{ports}")}");
    }

    private static (string Name, Cidr[] Ranges)[] Targets(SandboxAccount account, JsonObject[] subnets)
    {
        var interfaces = account.All("DescribeNetworkInterfaces", "NetworkInterfaces").ToArray();
        return
        [
            .. subnets.Select(subnet => ((string)subnet["SubnetId"]!, Ranges(subnet, "CidrBlock"))),
            .. account.All("DescribeVpcs", "Vpcs").Select(vpc => ((string)vpc["VpcId"]!, Ranges(vpc, "CidrBlock"))),
            .. interfaces.SelectMany(eni => (eni["Groups"] as JsonArray ?? []).Select(group => (string)group!["GroupId"]!)).Distinct().Select(id => (id, Members(interfaces, id))),
            ("192.0.2.0/24", [Cidr.Parse("192.0.2.0/24")]), ("0.0.0.0/0", [Cidr.Parse("0.0.0.0/0")]), ("::/0", [Cidr.Parse("::/0")]),
            ("10.0.0.0/15", [Cidr.Parse("10.0.0.0/15")]),
        ];
    }

    private static Cidr[] Members(JsonObject[] interfaces, string groupId) =>
    [
        .. from eni in interfaces
           where (eni["Groups"] as JsonArray ?? []).Any(one => (string)one!["GroupId"]! == groupId)
           from address in (eni["PrivateIpAddresses"] as JsonArray ?? []).Select(one => (string)one!["PrivateIpAddress"]!)
               .Concat((eni["Ipv6Addresses"] as JsonArray ?? []).Select(one => (string)one!["Ipv6Address"]!))
           select Cidr.Parse(address),
    ];

    private static Cidr[] Ranges(JsonObject place, string member) =>
    [
        Cidr.Parse((string)place[member]!),
        .. (place["Ipv6CidrBlockAssociationSet"] as JsonArray ?? []).Select(one => Cidr.Parse((string)one!["Ipv6CidrBlock"]!)),
    ];

    private static void RandomNacls(SandboxAccount account, Random random, JsonObject[] subnets)
    {
        foreach (var vpc in subnets.GroupBy(subnet => (string)subnet["VpcId"]!).Where(_ => random.Next(3) > 0))
        {
            var id = (string)account.Ec2("CreateNetworkAcl", ("VpcId", vpc.Key))["NetworkAcl"]!["NetworkAclId"]!;
            foreach (var number in Enumerable.Range(0, random.Next(0, 7)).Select(_ => random.Next(1, random.Next(2) == 0 ? 8 : 400)).Distinct())
            {
                account.Ec2("CreateNetworkAclEntry", Entry(random, number, id, [.. subnets.SelectMany(subnet => Ranges(subnet, "CidrBlock"))]));
            }

            foreach (var subnet in vpc.Where(_ => random.Next(2) == 0).Select(subnet => (string)subnet["SubnetId"]!))
            {
                account.Ec2("ReplaceNetworkAclAssociation", ("NetworkAclId", id), ("AssociationId", (string)account.NaclOf(subnet)["Associations"]!.AsArray()
                    .Single(one => (string)one!["SubnetId"]! == subnet)!["NetworkAclAssociationId"]!));
            }
        }
    }

    private static JsonObject Entry(Random random, int number, string id, Cidr[] ranges)
    {
        var range = random.Next(3) == 0 ? Cidr.Parse("0.0.0.0/0") : ranges[random.Next(ranges.Length)];
        var entry = new AclEntry(
            number, random.Next(2) == 0 ? RuleDirection.Ingress : RuleDirection.Egress, random.Next(3) > 0,
            NaclGenerators.Span(random.Next(4) switch { 0 => "tcp 22-80", 1 => "udp 0-65535", 2 => "icmp 8 0", _ => "all" }), range);
        var json = NaclContent.Entry(entry);
        json["NetworkAclId"] = id;
        return json;
    }

    private static Dictionary<string, AclEntry[]> Entries(SandboxAccount account) => NaclContentOf.Nacls(account)
        .SelectMany(acl => NaclContentOf.Subnets(acl).Select(subnet => (subnet, entries: acl["Entries"]!.AsArray().Select(entry => Read(entry!.AsObject())).ToArray())))
        .ToDictionary(pair => pair.subnet, pair => pair.entries);

    private static AclEntry Read(JsonObject entry) => new(
        (int)entry["RuleNumber"]!, (bool)entry["Egress"]! ? RuleDirection.Egress : RuleDirection.Ingress, (string)entry["RuleAction"]! == "allow",
        TrafficSpan.Create((string)entry["Protocol"]!, (int?)(entry["PortRange"]?["From"] ?? entry["IcmpTypeCode"]?["Type"]),
            (int?)(entry["PortRange"]?["To"] ?? entry["IcmpTypeCode"]?["Code"])),
        Cidr.Parse((string)(entry["CidrBlock"] ?? entry["Ipv6CidrBlock"])!));
}
