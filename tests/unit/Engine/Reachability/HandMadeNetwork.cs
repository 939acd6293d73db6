using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.UnitTests.Engine.Reachability;

/// <summary>A small network for one case: VPC vpc-1 with subnets a and b, all open until a case says otherwise.</summary>
internal sealed class HandMadeNetwork
{
    public List<Rule> Rules { get; } = [];

    public List<AclEntry> AclOfA { get; } = [.. Open];

    public List<AclEntry> AclOfB { get; } = [.. Open];

    public List<Route> Routes { get; } = [new(Cidr.Parse("10.0.0.0/16"), RouteTarget.Local, "local", true)];

    /// <summary>Of vpc-2, which is peered with vpc-1 by pcx-1, as vpc-3 is by pcx-2 with vpc-2.</summary>
    public List<Route> RoutesOfPeer { get; } = [new(Cidr.Parse("10.1.0.0/16"), RouteTarget.Local, "local", true)];

    public List<Interface> Interfaces { get; } = [];

    public List<NatGateway> Nats { get; } = [];

    public Dictionary<string, IReadOnlyList<Cidr>> PrefixLists { get; } = [];

    private static AclEntry[] Open =>
    [
        Entry(100, RuleDirection.Ingress, true, "0.0.0.0/0"), Entry(100, RuleDirection.Egress, true, "0.0.0.0/0"),
        Entry(101, RuleDirection.Ingress, true, "::/0"), Entry(101, RuleDirection.Egress, true, "::/0"),
    ];

    public static AclEntry Entry(int number, RuleDirection direction, bool isAllow, string range, string protocol = "-1", int from = -1, int to = -1) =>
        new(number, direction, isAllow, TrafficSpan.Create(protocol, from, to), Cidr.Parse(range));

    /// <summary>An interface with a group of its own that admits and lets out everything.</summary>
    public InterfaceEnd Add(string subnet, string address, string? publicAddress = null, bool isOpen = true, string type = "interface")
    {
        var vpc = subnet switch { "peer" => "vpc-2", "far" => "vpc-3", _ => "vpc-1" };
        var ip = IpAddress.Parse(address);
        string[] groups = type == "nat_gateway" ? [] : [$"sg-{Interfaces.Count}"];
        var side = new Interface($"eni-{Interfaces.Count}", type, vpc, subnet, groups, [ip], [], publicAddress is not null, "", null)
        {
            PublicAddresses = publicAddress is null ? [] : [new PublicAddress(ip, IpAddress.Parse(publicAddress))],
        };
        Interfaces.Add(side);
        foreach (var direction in isOpen && groups.Length > 0 ? new[] { RuleDirection.Ingress, RuleDirection.Egress } : [])
        {
            Allow(groups[0], direction, RuleSource.Of(Cidr.Parse("0.0.0.0/0")));
            Allow(groups[0], direction, RuleSource.Of(Cidr.Parse("::/0")));
        }

        return new InterfaceEnd(side, ip);
    }

    public void Allow(string group, RuleDirection direction, RuleSource source, TrafficSpan? span = null) => Rules.Add(
        new Rule($"sgr-{Rules.Count}", group, new RuleKey(direction, span ?? TrafficSpan.All, source), "", new Dictionary<string, string>()));

    public void Route(string destination, RouteTarget target, string id, bool active = true) => Routes.Add(new Route(Cidr.Parse(destination), target, id, active));

    public void RouteOfPeer(string destination, RouteTarget target, string id) => RoutesOfPeer.Add(new Route(Cidr.Parse(destination), target, id, true));

    public NetworkModel Model() => new(new NetworkFacts
    {
        AccountId = "111122223333",
        Region = "us-east-1",
        Vpcs = [new("vpc-1", "111122223333", [Cidr.Parse("10.0.0.0/16"), Cidr.Parse("2001:db8:1::/56")]), Vpc(2), Vpc(3)],
        Groups = [.. Interfaces.SelectMany(side => side.GroupIds.Select(id => new Group(id, id, side.VpcId, "111122223333", new Dictionary<string, string>())))],
        Rules = Rules,
        Interfaces = Interfaces,
        RouteTables =
        [
            new("rtb-1", "vpc-1", true, [], Routes), new("rtb-2", "vpc-2", true, [], RoutesOfPeer),
            new("rtb-3", "vpc-3", true, [], [new(Cidr.Parse("10.2.0.0/16"), RouteTarget.Local, "local", true), new(Cidr.Parse("10.0.0.0/8"), RouteTarget.Peering, "pcx-2", true)]),
        ],
        Peerings = [Peering("pcx-1", 1, 2), Peering("pcx-2", 2, 3)],
        NetworkAcls =
        [
            new("acl-a", "vpc-1", false, ["a"], AclOfA), new("acl-b", "vpc-1", false, ["b"], AclOfB),
            new("acl-peer", "vpc-2", true, ["peer"], Open), new("acl-far", "vpc-3", true, ["far"], Open),
        ],
        NatGateways = Nats,
        PrefixLists = PrefixLists,
    });

    public Reach Reach(FlowEnd from, FlowEnd to) => new ReachabilityEngine(Model()).Reach(from, to);

    public TracedPath Trace(FlowEnd from, FlowEnd to, string protocol = "tcp", int port = 443) =>
        new ReachabilityEngine(Model()).Trace(from, to, TrafficSet.Of(new TrafficSpan(protocol, port, port)));

    public static OutsideEnd Internet(string address = "198.51.100.7") => new(OutsideZone.Internet, IpAddress.Parse(address));

    private static Vpc Vpc(int number) => new($"vpc-{number}", "111122223333", [Cidr.Parse($"10.{number - 1}.0.0/16")]);

    private static Peering Peering(string id, int one, int other) => new(id, true, Side(one), Side(other));

    private static PeeringSide Side(int number) => new($"vpc-{number}", "111122223333", "us-east-1", [Cidr.Parse($"10.{number - 1}.0.0/16")]);
}
