using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;
using Xunit;
using static AwsHardening.UnitTests.Engine.Reachability.HandMadeNetwork;

namespace AwsHardening.UnitTests.Engine.Reachability;

/// <summary>What AWS's guides say, as cases. The pages are named by title; all but two are of the Amazon VPC User Guide.</summary>
public class DocumentedRulesTests
{
    private readonly HandMadeNetwork _network = new();
    private readonly InterfaceEnd _one;
    private readonly InterfaceEnd _two;

    public DocumentedRulesTests() => (_one, _two) = (_network.Add("a", "10.0.0.10"), _network.Add("b", "10.0.128.10"));

    [Fact]
    public void The_lowest_numbered_entry_that_matches_decides_whatever_a_higher_one_says() // "Network ACL basics"
    {
        _network.AclOfB.Insert(0, Entry(99, RuleDirection.Ingress, false, "10.0.0.0/24", "tcp", 22, 22));
        _network.AclOfB.Insert(0, Entry(98, RuleDirection.Ingress, true, "10.0.0.10/32", "tcp", 22, 22));
        Assert.Equal(NetworkPathStatus.Reachable, _network.Trace(_one, _two, "tcp", 22).Status);
        _network.AclOfB.RemoveAt(0);
        var path = _network.Trace(_one, _two, "tcp", 22);
        Assert.Equal((NetworkPathStatus.Blocked, "acl-b", "99"), (path.Status, path.Deciding!.ResourceId, path.Deciding.RuleId));
        Assert.Equal(NetworkPathStatus.Reachable, _network.Trace(_one, _two, "tcp", 23).Status);
    }

    [Fact]
    public void What_no_entry_matches_is_denied_by_the_last() // "Default network ACL"
    {
        _network.AclOfB.RemoveAll(entry => entry.Direction == RuleDirection.Ingress);
        _network.AclOfB.Add(Entry(AclEntry.Last, RuleDirection.Ingress, false, "0.0.0.0/0"));
        Assert.Equal("*", _network.Trace(_one, _two).Deciding!.RuleId);
    }

    [Fact]
    public void A_network_ACL_is_stateless_and_must_let_replies_out_by_the_clients_port() // "Network ACLs", "Ephemeral ports"
    {
        _network.AclOfB.RemoveAll(entry => entry.Direction == RuleDirection.Egress);
        _network.AclOfB.Add(Entry(100, RuleDirection.Egress, true, "0.0.0.0/0", "tcp", 443, 443));
        Assert.Equal((NetworkPathStatus.Blocked, true), (_network.Trace(_one, _two).Status, _network.Trace(_one, _two).Deciding!.IsReply));
        _network.AclOfB.Add(Entry(110, RuleDirection.Egress, true, "0.0.0.0/0", "tcp", 32768, 65535));
        Assert.Equal(NetworkPathStatus.Reachable, _network.Trace(_one, _two).Status);
        Assert.Equal("tcp 32768-65535", _network.Reach(_one, _two).Replies.ToString());
    }

    [Fact]
    public void A_security_group_is_stateful_and_lets_replies_pass_without_a_rule() // "Security group connection tracking"
    {
        _network.Rules.RemoveAll(rule => (rule.GroupId, rule.Direction) is ("sg-0", RuleDirection.Ingress) or ("sg-1", RuleDirection.Egress));
        Assert.Equal(NetworkPathStatus.Reachable, _network.Trace(_one, _two).Status);
        Assert.Equal(NetworkPathStatus.Blocked, _network.Trace(_two, _one).Status);
    }

    [Fact]
    public void A_datagram_arrives_although_its_reply_is_barred()
    {
        _network.AclOfB.RemoveAll(entry => entry.Direction == RuleDirection.Egress);
        Assert.Equal(NetworkPathStatus.OneWay, _network.Trace(_one, _two, "udp", 53).Status);
        Assert.Equal(NetworkPathStatus.OneWay, _network.Trace(_one, _two, "47", -1).Status);
    }

    [Fact]
    public void Traffic_inside_a_subnet_is_not_asked_about_at_the_network_ACL() // "Network ACL basics"
    {
        var neighbour = _network.Add("a", "10.0.0.11");
        _network.AclOfA.Clear();
        Assert.Equal(NetworkPathStatus.Reachable, _network.Trace(_one, neighbour).Status);
        Assert.Equal(NetworkPathStatus.Blocked, _network.Trace(_one, _two).Status);
    }

    [Fact]
    public void The_longest_prefix_decides_and_a_blackhole_decides_too() // "Route priority"
    {
        var peer = _network.Add("peer", "10.1.0.10");
        _network.Route("10.0.0.0/8", RouteTarget.Peering, "pcx-1");
        _network.RouteOfPeer("10.0.0.0/16", RouteTarget.Peering, "pcx-1");
        Assert.Equal(NetworkPathStatus.Reachable, _network.Trace(_one, peer).Status);
        _network.Route("10.1.0.0/24", RouteTarget.Peering, "pcx-9", active: false);
        Assert.Contains("black hole", _network.Trace(_one, peer).Deciding!.Reason);
    }

    [Fact]
    public void A_static_route_goes_before_a_propagated_one_to_the_same_destination() // "Route priority"
    {
        _network.Routes.Add(new Route(Cidr.Parse("192.168.0.0/16"), RouteTarget.VpnGateway, "vgw-1", true) { IsPropagated = true });
        _network.Route("192.168.0.0/16", RouteTarget.Other, "tgw-1");
        Assert.Equal(NetworkPathStatus.Unknown, _network.Trace(_one, new OutsideEnd(new(OutsideKind.Unseen, "tgw-1"), IpAddress.Parse("192.168.1.1"))).Status);
    }

    [Fact]
    public void Both_sides_of_a_peering_need_a_route() // VPC Peering Guide, "Update your route tables for a VPC peering connection"
    {
        var peer = _network.Add("peer", "10.1.0.10");
        _network.Route("10.1.0.0/16", RouteTarget.Peering, "pcx-1");
        var path = _network.Trace(_one, peer);
        Assert.Equal((NetworkPathStatus.Blocked, true), (path.Status, path.Deciding!.IsReply));
        _network.RouteOfPeer("10.0.0.0/24", RouteTarget.Peering, "pcx-1");
        Assert.Equal(NetworkPathStatus.Reachable, _network.Trace(_one, peer).Status);
    }

    [Fact]
    public void Peering_is_not_transitive() // VPC Peering Guide, "VPC peering limitations"
    {
        var far = _network.Add("far", "10.2.0.10");
        _network.Route("10.0.0.0/8", RouteTarget.Peering, "pcx-1");
        _network.RouteOfPeer("10.0.0.0/16", RouteTarget.Peering, "pcx-1");
        _network.RouteOfPeer("10.2.0.0/16", RouteTarget.Peering, "pcx-2");
        Assert.Equal("route table", _network.Trace(_one, far).Deciding!.Component);
        Assert.Equal(NetworkPathStatus.Reachable, _network.Trace(_network.Add("peer", "10.1.0.10"), far).Status);
    }

    [Fact]
    public void A_peers_internet_gateway_is_not_ours() // VPC Peering Guide, "VPC peering limitations": no edge to edge routing
    {
        _network.Route("0.0.0.0/0", RouteTarget.Peering, "pcx-1");
        _network.RouteOfPeer("0.0.0.0/0", RouteTarget.InternetGateway, "igw-2");
        Assert.Equal(NetworkPathStatus.Blocked, _network.Trace(_one, Internet()).Status);
    }

    [Fact]
    public void A_group_as_source_means_its_members_across_a_peering_too() // "Security group referencing"
    {
        var peer = _network.Add("peer", "10.1.0.10", isOpen: false);
        _network.Route("10.1.0.0/16", RouteTarget.Peering, "pcx-1");
        _network.RouteOfPeer("10.0.0.0/16", RouteTarget.Peering, "pcx-1");
        Assert.Equal(NetworkPathStatus.Blocked, _network.Trace(_one, peer).Status);
        _network.Allow(peer.Interface.GroupIds[0], RuleDirection.Ingress, RuleSource.OfGroup("sg-0"));
        Assert.Equal(NetworkPathStatus.Reachable, _network.Trace(_one, peer).Status);
        Assert.Equal(NetworkPathStatus.Blocked, _network.Trace(_two, peer).Status);
    }

    [Fact]
    public void The_internet_needs_a_public_address_a_route_and_an_open_group() // "Enable internet access for a VPC using an internet gateway"
    {
        var server = _network.Add("a", "10.0.0.20", "203.0.113.5");
        Assert.Equal(NetworkPathStatus.Blocked, _network.Trace(Internet(), server).Status);
        _network.Route("0.0.0.0/0", RouteTarget.InternetGateway, "igw-1");
        Assert.Equal(NetworkPathStatus.Reachable, _network.Trace(Internet(), server).Status);
        Assert.Contains("no public address", _network.Trace(Internet(), _one).Deciding!.Reason);
        Assert.Contains("no public address", _network.Trace(_one, Internet()).Deciding!.Reason);
    }

    [Fact]
    public void A_NAT_gateway_lets_out_and_never_in_and_its_own_subnets_ACL_counts() // "NAT gateway basics"
    {
        var nat = _network.Add("b", "10.0.128.5", "203.0.113.9", type: "nat_gateway");
        _network.Nats.Add(new NatGateway("nat-1", true, [nat.Interface.Id]));
        var model = _network.Model();
        var facts = model.Facts();
        NetworkModel With(IReadOnlyList<AclEntry> aclOfB) => new(facts with
        {
            RouteTables =
            [
                new("rtb-a", "vpc-1", false, ["a"], [new(Cidr.Parse("0.0.0.0/0"), RouteTarget.Nat, "nat-1", true)]),
                new("rtb-b", "vpc-1", true, [], [new(Cidr.Parse("0.0.0.0/0"), RouteTarget.InternetGateway, "igw-1", true)]),
            ],
            NetworkAcls = [.. facts.NetworkAcls.Where(acl => acl.Id != "acl-b"), new("acl-b", "vpc-1", false, ["b"], aclOfB)],
        });
        var open = new ReachabilityEngine(With(facts.NetworkAcls.Single(acl => acl.Id == "acl-b").Entries));
        Assert.Equal("tcp all, udp all, icmp all", open.Reach(_one, Internet()).Arrives.ToString());
        Assert.True(open.Reach(Internet(), _one).IsEmpty);
        Assert.True(open.Reach(Internet(), nat).IsEmpty);
        // Replies from the internet come back to the gateway on ports of its own, 1024 to 65535.
        var shut = new ReachabilityEngine(With(
        [
            Entry(100, RuleDirection.Ingress, true, "10.0.0.0/16"), Entry(100, RuleDirection.Egress, true, "0.0.0.0/0"),
            Entry(110, RuleDirection.Ingress, true, "0.0.0.0/0", "tcp", 80, 443),
        ]));
        Assert.True(shut.Reach(_one, Internet()).Arrives.Tcp.IsEmpty);
    }

    [Fact]
    public void An_egress_only_gateway_lets_IPv6_out_and_never_in() // "Enable outbound IPv6 traffic using an egress-only internet gateway"
    {
        var server = _network.Add("a", "2001:db8:1::10");
        _network.Route("::/0", RouteTarget.EgressOnlyGateway, "eigw-1");
        Assert.Equal(NetworkPathStatus.Reachable, _network.Trace(server, Internet("2600::1")).Status);
        Assert.Equal(NetworkPathStatus.Blocked, _network.Trace(Internet("2600::1"), server).Status);
        _network.Routes.RemoveAt(1);
        _network.Route("::/0", RouteTarget.InternetGateway, "igw-1");
        Assert.Equal(NetworkPathStatus.Reachable, _network.Trace(Internet("2600::1"), server).Status);
    }

    [Fact]
    public void A_prefix_list_means_its_ranges_and_a_gateway_endpoint_answers_only() // "Gateway endpoints"
    {
        _network.PrefixLists["pl-s3"] = [Cidr.Parse("52.216.0.0/15")];
        _network.Route("52.216.0.0/15", RouteTarget.GatewayEndpoint, "vpce-1");
        var client = _network.Add("a", "10.0.0.30", isOpen: false);
        _network.Allow(client.Interface.GroupIds[0], RuleDirection.Egress, RuleSource.OfPrefixList("pl-s3"), new TrafficSpan("tcp", 443, 443));
        var service = new OutsideEnd(new(OutsideKind.Service, "vpce-1"), IpAddress.Parse("52.216.1.1"));
        Assert.Equal(NetworkPathStatus.Reachable, _network.Trace(client, service).Status);
        Assert.Equal(NetworkPathStatus.Blocked, _network.Trace(client, service, "tcp", 80).Status);
        Assert.Equal(NetworkPathStatus.Blocked, _network.Trace(service, client).Status);
    }

    [Theory] // What is not modelled is Unknown, never clean.
    [InlineData("10.9.0.0/16", "10.9.0.1", "tgw-1")]
    [InlineData("0.0.0.0/0", "198.51.100.7", "vpce-gwlb")]
    public void Behind_a_transit_gateway_or_an_appliance_nothing_is_known(string destination, string address, string target)
    {
        _network.Route(destination, RouteTarget.Other, target);
        var end = new OutsideEnd(new(OutsideKind.Unseen, target), IpAddress.Parse(address));
        Assert.Equal(NetworkPathStatus.Unknown, _network.Trace(_one, end).Status);
        Assert.Equal(NetworkPathStatus.Unknown, _network.Trace(end, _one).Status);
        _network.Rules.RemoveAll(rule => rule.GroupId == "sg-0");
        Assert.Equal(NetworkPathStatus.Blocked, _network.Trace(_one, end).Status);
    }

    [Fact]
    public void An_interface_endpoint_answers_and_never_initiates() // "Interface VPC endpoints"
    {
        var endpoint = _network.Add("b", "10.0.128.40", type: "vpc_endpoint");
        Assert.Equal(NetworkPathStatus.Reachable, _network.Trace(_one, endpoint).Status);
        Assert.Equal(NetworkPathStatus.Blocked, _network.Trace(endpoint, _one).Status);
    }

    [Fact]
    public void ICMP_rules_name_a_type_and_a_code_and_an_echo_needs_its_reply() // "Security group rules", "ICMP"
    {
        _network.AclOfB.RemoveAll(entry => entry.Direction == RuleDirection.Egress);
        _network.AclOfB.Add(Entry(100, RuleDirection.Egress, true, "0.0.0.0/0", "icmp", 0, -1));
        var echo = new ReachabilityEngine(_network.Model()).Trace(_one, _two, TrafficSet.Of(new TrafficSpan("icmp", 8, -1)));
        Assert.Equal(NetworkPathStatus.Reachable, echo.Status);
        Assert.Equal("icmp type 0 code 0", echo.Reach.Replies.ToString());
    }
}
