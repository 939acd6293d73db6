using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reachability;

/// <summary>The workshop's network, and its traps.</summary>
public sealed class Fnd203ReachabilityTests : IDisposable
{
    private readonly Rehearsal _rehearsal = Rehearsal.Fnd203();
    private readonly NetworkModel _model;
    private readonly ReachabilityEngine _engine;

    public Fnd203ReachabilityTests()
    {
        _model = Networks.Read(_rehearsal);
        _engine = new ReachabilityEngine(_model);
    }

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public void The_internet_reaches_the_three_web_sites_on_port_80_and_nothing_else()
    {
        var exposed = _model.Interfaces.SelectMany(_engine.Exposure).ToArray();
        Assert.Equal(["10.0.0.5", "10.0.128.4", "10.250.0.4", "10.250.128.4"], exposed.Select(e => e.To.Address.ToString()).Order(StringComparer.Ordinal));
        Assert.All(exposed, e => Assert.Equal(("0.0.0.0/0", "tcp 80"), (e.Sources.ToString(), e.Reach.Arrives.ToString())));
    }

    // T2.
    [Fact]
    public void LoadBalancerIsolation_as_written_cuts_the_site_and_the_NAT()
    {
        var lost = Networks.Compare(_model, _model.WithAcl(Acl("Web App Public Subnet", "10.0.2.0/24", "10.0.130.0/24") with
        {
            Entries =
            [
                Entry(50, RuleDirection.Egress, false, "10.0.2.0/24"), Entry(60, RuleDirection.Egress, false, "10.0.130.0/24"),
                Entry(100, RuleDirection.Egress, true, "10.0.0.0/8"), Entry(100, RuleDirection.Ingress, true, "0.0.0.0/0"),
            ],
        })).Lost;
        Assert.Contains(lost, l => From(l, "Internet") && To(l, "10.0.0.5") && l.Arrives.ToString() == "tcp 80");
        Assert.Contains(lost, l => From(l, "10.0.1.4") && To(l, "Internet") && l.Arrives.Tcp.IsAll);
        Assert.Contains(lost, l => From(l, "10.0.2.4") && To(l, "Internet") && l.Arrives.Tcp.IsAll);
    }

    [Fact]
    public void The_working_form_still_cuts_the_database_servers_from_the_internet()
    {
        var lost = Networks.Compare(_model, _model.WithAcl(Acl("Web App Public Subnet", "10.0.2.0/24", "10.0.130.0/24"))).Lost;
        Assert.DoesNotContain(lost, l => From(l, "Internet"));
        Assert.DoesNotContain(lost, l => From(l, "10.0.1.4") && To(l, "Internet"));
        Assert.Contains(lost, l => From(l, "10.0.2.4") && To(l, "Internet") && l.Arrives.Tcp.IsAll);
    }

    [Fact]
    public void The_form_that_denies_low_TCP_ports_only_loses_nothing()
    {
        var acl = Acl("Web App Public Subnet", "10.0.2.0/24", "10.0.130.0/24");
        acl = acl with
        {
            Entries = [.. acl.Entries.Select(e => e.IsAllow ? e : e with { Span = new TrafficSpan("tcp", 0, 32767) })],
        };
        var lost = Networks.Compare(_model, _model.WithAcl(acl)).Lost;
        var only = Assert.Single(lost);
        Assert.True(only.IsUnlikely);
        Assert.Equal(("nothing", "tcp 1024-32767"), (only.Arrives.ToString(), only.Replies.ToString()));
    }

    // T4.
    [Fact]
    public void PoCProtectionAZ1_alone_cuts_TCP_both_ways_and_lets_one_way_UDP_in()
    {
        var poc = _model.Groups.Values.Single(g => g.Name == "PoC Web Server Security Group").Id;
        var open = _model.WithRules([], [Any(poc, RuleDirection.Ingress)]);
        var isolated = open.WithAcl(Acl("Proof of Concept Public Subnet in AZ1", "10.250.128.0/24"));
        var engine = new ReachabilityEngine(isolated);
        var (one, two) = (End(isolated, "10.250.0.4"), End(isolated, "10.250.128.4"));
        Assert.True(engine.Reach(one, two).IsEmpty);
        Assert.Equal(TrafficSet.None, engine.Reach(two, one).Replies);
        Assert.True(engine.Reach(two, one).Arrives.Tcp.IsEmpty);
        Assert.True(engine.Reach(two, one).Arrives.Udp.IsAll);
        var path = engine.Trace(two, one, TrafficSet.Of(new TrafficSpan("udp", 53, 53)));
        Assert.Equal(NetworkPathStatus.OneWay, path.Status);
        Assert.Equal(("network ACL", "50", true), (path.Deciding!.Component, path.Deciding.RuleId, path.Deciding.IsReply));
    }

    // T5.
    [Fact]
    public void The_services_servers_have_no_route_to_the_proof_of_concept()
    {
        var path = _engine.Trace(Server, End(_model, "10.250.0.4"), TrafficSet.Of(new TrafficSpan("tcp", 22, 22)));
        Assert.Equal(NetworkPathStatus.Blocked, path.Status);
        Assert.Equal("security group", path.Deciding!.Component);
        var opened = new ReachabilityEngine(_model.WithRules([], [Any(Server.Interface.GroupIds[0], RuleDirection.Egress)]));
        path = opened.Trace(Server, End(_model, "10.250.0.4"), TrafficSet.Of(new TrafficSpan("tcp", 22, 22)));
        Assert.Equal("route table", path.Deciding!.Component);
    }

    [Fact]
    public void The_services_servers_reach_the_Session_Manager_endpoints()
    {
        var server = Server.Interface;
        Assert.All(_model.Endpoints.Where(e => e.Type == "Interface"), endpoint => Assert.Equal(
            NetworkPathStatus.Reachable, _engine.PathTo(server, endpoint, TrafficSet.Of(new TrafficSpan("tcp", 443, 443)))!.Status));
    }

    private InterfaceEnd Server => _model.Interfaces.Where(side => side.InstanceId is not null && _model.Groups[side.GroupIds[0]].Name == "Services Server Security Group")
        .Select(side => new InterfaceEnd(side, side.Addresses[0])).First();

    private static Rule Any(string group, RuleDirection direction) =>
        new("", group, new RuleKey(direction, TrafficSpan.All, RuleSource.Of(Cidr.Parse("0.0.0.0/0"))), "", new Dictionary<string, string>());

    private NetworkAcl Acl(string subnets, params string[] denied)
    {
        var chosen = _model.Subnets.Where(s => s.Name.StartsWith(subnets, StringComparison.Ordinal)).ToArray();
        return new NetworkAcl("acl-new", chosen[0].VpcId, false, [.. chosen.Select(s => s.Id)],
        [
            .. denied.Select((range, i) => Entry(50 + (10 * i), RuleDirection.Egress, false, range)),
            Entry(100, RuleDirection.Egress, true, "0.0.0.0/0"), Entry(100, RuleDirection.Ingress, true, "0.0.0.0/0"),
        ]);
    }

    private static AclEntry Entry(int number, RuleDirection direction, bool isAllow, string range) =>
        new(number, direction, isAllow, TrafficSpan.All, Cidr.Parse(range));

    private static InterfaceEnd End(NetworkModel model, string address) =>
        new(model.Addresses.In(Cidr.Parse(address)).Single().Interface, IpAddress.Parse(address));

    private static bool From(FlowChange change, string text) => Has(change.Sources, text);

    private static bool To(FlowChange change, string text) => Has(change.Destinations, text);

    private static bool Has(IReadOnlyList<FlowPlace> places, string text) => places.Any(p => p.ToString().Contains(text, StringComparison.Ordinal));
}
