using AwsHardening.Core.Network.Model;

namespace AwsHardening.Bench;

/// <summary>Makes a network of any size: an interface in five has a group of its own, a group has thirty rules.</summary>
internal static class LargeNetwork
{
    private const int InterfacesPerVpc = 1000, SubnetsPerVpc = 8;

    private static readonly int[] s_ports = [22, 80, 443, 3306, 3389, 5432, 6379, 8080, 9092];

    public static NetworkModel Make(int interfaces, int seed = 1)
    {
        var random = new Random(seed);
        var vpcs = Math.Max(1, interfaces / InterfacesPerVpc);
        var perVpc = interfaces / vpcs;
        List<Vpc> vpcList = [];
        List<Subnet> subnets = [];
        List<Group> groups = [];
        List<Rule> rules = [];
        List<Interface> sides = [];
        List<RouteTable> tables = [];
        List<NetworkAcl> acls = [];
        List<Peering> peerings = [];
        Cidr[] lists = [.. Enumerable.Range(0, 12).Select(i => Cidr.Parse($"10.{random.Next(vpcs)}.{i * 16}.0/24"))];
        for (var v = 0; v < vpcs; v++)
        {
            var vpc = new Vpc($"vpc-{v}", "111122223333", [Cidr.Parse($"10.{v}.0.0/16")]);
            vpcList.Add(vpc);
            string[] ids = [.. Enumerable.Range(0, perVpc / 5).Select(i => $"sg-{v}-{i}")];
            groups.AddRange(ids.Select(id => new Group(id, id, vpc.Id, "111122223333", new Dictionary<string, string>())));
            rules.AddRange(ids.SelectMany(id => Enumerable.Range(0, 30).Select(i => MakeRule(random, id, ids, v, vpcs, $"sgr-{id}-{i}"))));
            var routes = new List<Route> { new(vpc.Ranges[0], RouteTarget.Local, "local", true), new(Cidr.Parse("0.0.0.0/0"), RouteTarget.InternetGateway, $"igw-{v}", true) };
            foreach (var other in new[] { v - 1, v + 1 }.Where(o => o >= 0 && o < vpcs))
            {
                routes.Add(new Route(Cidr.Parse($"10.{other}.0.0/16"), RouteTarget.Peering, $"pcx-{Math.Min(v, other)}", true));
            }

            if (v > 0)
            {
                peerings.Add(new Peering($"pcx-{v - 1}", true, Side(v - 1), Side(v)));
            }

            tables.Add(new RouteTable($"rtb-{v}", vpc.Id, true, [], routes));
            for (var s = 0; s < SubnetsPerVpc; s++)
            {
                subnets.Add(new Subnet($"subnet-{v}-{s}", vpc.Id, "111122223333", "", [Cidr.Parse($"10.{v}.{s * 32}.0/19")]));
                acls.Add(new NetworkAcl($"acl-{v}-{s}", vpc.Id, false, [$"subnet-{v}-{s}"], [.. Entries(random, v, s)]));
            }

            for (var i = 0; i < perVpc; i++)
            {
                var s = random.Next(SubnetsPerVpc);
                var address = new IpAddress(IpFamily.Ipv4, Cidr.Parse($"10.{v}.{s * 32}.0/19").First + (UInt128)(10 + i));
                string[] mine = random.Next(3) == 0 ? [ids[random.Next(ids.Length)], ids[random.Next(ids.Length)]] : [ids[random.Next(ids.Length)]];
                sides.Add(new Interface($"eni-{v}-{i}", "interface", vpc.Id, $"subnet-{v}-{s}", mine.Distinct().ToArray(), [address], [], false, "", $"i-{v}-{i}"));
            }
        }

        return new NetworkModel(new NetworkFacts
        {
            AccountId = "111122223333",
            Region = "us-east-1",
            Vpcs = vpcList,
            Subnets = subnets,
            Groups = groups,
            Rules = rules,
            Interfaces = sides,
            RouteTables = tables,
            NetworkAcls = acls,
            Peerings = peerings,
            PrefixLists = new Dictionary<string, IReadOnlyList<Cidr>> { ["pl-1"] = lists },
        });
    }

    private static PeeringSide Side(int vpc) => new($"vpc-{vpc}", "111122223333", "us-east-1", [Cidr.Parse($"10.{vpc}.0.0/16")]);

    private static Rule MakeRule(Random random, string group, string[] groups, int vpc, int vpcs, string id)
    {
        var port = s_ports[random.Next(s_ports.Length)];
        var other = Math.Clamp(vpc + random.Next(-1, 2), 0, vpcs - 1);
        var source = random.Next(10) switch
        {
            < 3 => RuleSource.OfGroup(groups[random.Next(groups.Length)]),
            3 => RuleSource.OfPrefixList("pl-1"),
            4 => RuleSource.Of(Cidr.Parse($"10.{other}.0.0/16")),
            5 or 6 => RuleSource.Of(Cidr.Parse($"10.{other}.{random.Next(256)}.0/24")),
            7 => RuleSource.Of(Cidr.Parse($"203.0.{random.Next(256)}.0/24")),
            _ => RuleSource.Of(Cidr.Parse($"10.{other}.{random.Next(256)}.{random.Next(16) * 16}/28")),
        };
        return new Rule(id, group, new RuleKey(
            random.Next(4) == 0 ? RuleDirection.Egress : RuleDirection.Ingress,
            random.Next(12) == 0 ? TrafficSpan.All : new TrafficSpan("tcp", port, port + random.Next(3)), source), "", new Dictionary<string, string>());
    }

    private static IEnumerable<AclEntry> Entries(Random random, int vpc, int subnet)
    {
        foreach (var direction in new[] { RuleDirection.Ingress, RuleDirection.Egress })
        {
            if (subnet % 2 == 0)
            {
                yield return new AclEntry(50, direction, false, TrafficSpan.All, Cidr.Parse($"10.{vpc}.{random.Next(8) * 32}.0/19"));
                yield return new AclEntry(60, direction, false, new TrafficSpan("tcp", 3389, 3389), Cidr.Parse("0.0.0.0/0"));
            }

            yield return new AclEntry(100, direction, true, TrafficSpan.All, Cidr.Parse("0.0.0.0/0"));
        }
    }
}
