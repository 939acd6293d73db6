using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.UnitTests.Engine.Reachability;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Story;

/// <summary>Where following the workshops to the letter goes wrong, and what is true of it once the admin ports are closed.</summary>
public class AdminIngressTrapTests
{
    private const string Services = "Services Server Security Group";

    [Fact]
    public async Task T6_with_every_inbound_rule_gone_ping_fails_and_sessions_work_because_the_agent_dials_out()
    {
        using var rehearsal = Rehearsal.Fnd203();
        rehearsal.AsksSessionManager = true;
        Assert.Equal(2, (await rehearsal.CloseAsync(new() { All = true }, new TestHost(), Services)).Count);
        var model = Networks.Read(rehearsal);
        var engine = new ReachabilityEngine(model);
        var server = Server(model);
        var ping = engine.Trace(server, engine.Outside(server, IpAddress.Parse("8.8.8.8")), TrafficSet.Of(new TrafficSpan("icmp", 8, -1)));
        Assert.Equal(NetworkPathStatus.Blocked, ping.Status);
        Assert.Equal("security group", ping.Deciding!.Component);
        Assert.All(model.Endpoints.Where(endpoint => endpoint.Type == "Interface"), endpoint => Assert.Equal(
            NetworkPathStatus.Reachable, engine.PathTo(server.Interface, endpoint, TrafficSet.Of(new TrafficSpan("tcp", 443, 443)))!.Status));
        var proof = await new Core.Access.SessionManagerProof(rehearsal.Session)
            .ProveAsync([server.Interface.InstanceId!], TestContext.Current.CancellationToken);
        Assert.True(proof[server.Interface.InstanceId!].IsProven);
    }

    [Fact]
    public async Task T5_the_literal_edit_would_leave_the_services_servers_nothing_to_administer()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var poc = AdminPorts.GroupNamed(rehearsal.Account, "PoC Web Server Security Group");
        var rules = (await rehearsal.RulesAsync()).Where(rule => rule is { GroupName: Services, Direction: RuleDirection.Egress, OpenToVpc: true });
        Assert.Equal(2, (await rehearsal.SetAsync(rules, new TestHost(), new() { Peer = [poc], Force = true })).Count);
        var model = Networks.Read(rehearsal);
        var engine = new ReachabilityEngine(model);
        var server = Server(model);
        var ssh = TrafficSet.Of(new TrafficSpan("tcp", 22, 22));
        // No route leads to the group put there, and no rule to those that were meant.
        Assert.All(model.Interfaces.Where(side => side.InstanceId is not null && side.Id != server.Interface.Id), side => Assert.Equal(
            NetworkPathStatus.Blocked, engine.Trace(server, new InterfaceEnd(side, side.Addresses[0]), ssh).Status));
    }

    private static InterfaceEnd Server(NetworkModel model) => model.Interfaces
        .Where(side => side.InstanceId is not null && model.Groups[side.GroupIds[0]].Name == Services)
        .Select(side => new InterfaceEnd(side, side.Addresses[0])).First();
}
