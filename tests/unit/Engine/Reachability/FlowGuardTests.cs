using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.Seam;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reachability;

/// <summary>What was asked for is told from what was not, flow by flow and port by port.</summary>
public class FlowGuardTests
{
    private readonly HandMadeNetwork _network = new();
    private readonly InterfaceEnd _one;
    private readonly InterfaceEnd _two;

    public FlowGuardTests() => (_one, _two) = (_network.Add("a", "10.0.0.10"), _network.Add("b", "10.0.128.10"));

    [Fact]
    public void A_change_that_changes_no_flow_loses_and_gains_nothing()
    {
        var effect = Weigh(model => model.WithRules([], [model.Rules("sg-0", RuleDirection.Ingress)[0] with { Id = "sgr-new" }]));
        Assert.Empty(effect.Lost);
        Assert.Empty(effect.Gained);
        Assert.Null(FlowGuard.Refusal(effect, "sg-0", "target"));
    }

    [Fact]
    public void Flows_that_were_to_be_cut_do_not_refuse_and_the_others_do()
    {
        NetworkModel Cut(NetworkModel model) => model.WithRules(model.Rules("sg-1", RuleDirection.Ingress), []);
        var ssh = new FlowScope(place => place.IsInGroup("sg-0"), place => place.IsInGroup("sg-1"), TrafficSet.Of(new TrafficSpan("tcp", 22, 22)));
        var effect = Weigh(Cut, ssh);
        Assert.Equal("tcp 22", Assert.Single(effect.Lost, flow => flow.Asked).Traffic);
        var unasked = Assert.Single(FlowGuard.Unasked(effect));
        Assert.StartsWith("tcp 0-21,23-65535", unasked.Traffic);
        Assert.Equal(["10.0.0.10 (eni-0)"], unasked.Source);
        var refusal = FlowGuard.Refusal(effect, "acl-b", "target")!;
        Assert.Equal(("FlowWouldBeLost", OperationErrorCategory.InvalidOperation), (refusal.Id, refusal.Category));
        Assert.Contains("10.0.0.10 (eni-0) to 10.0.128.10 (eni-1): tcp 0-21", refusal.Message);
        Assert.Empty(FlowGuard.Unasked(Weigh(Cut, ssh with { Traffic = TrafficSet.All })));
    }

    [Fact]
    public void A_flow_between_interfaces_goes_either_way()
    {
        NetworkModel Isolate(NetworkModel model) => model.WithAcl(model.NetworkAcls.Single(acl => acl.Id == "acl-b") with { Entries = [] });
        var between = FlowScope.Between(place => place.IsInSubnet("a"), place => place.IsInSubnet("b"), TrafficSet.All);
        Assert.Empty(FlowGuard.Unasked(Weigh(Isolate, [.. between])));
        Assert.NotEmpty(FlowGuard.Unasked(Weigh(Isolate, between[0])));
    }

    [Fact]
    public void A_route_to_what_cannot_be_seen_into_loses_the_flow_as_far_as_can_be_seen()
    {
        var server = _network.Add("a", "10.0.0.20", "203.0.113.5");
        _network.Route("0.0.0.0/0", RouteTarget.InternetGateway, "igw-1");
        var table = _network.Model().RouteTables.Single(t => t.Id == "rtb-1");
        var effect = Weigh(model => model.WithRouteTable(table with
        {
            Routes = [table.Routes[0], new Route(Cidr.Parse("0.0.0.0/0"), RouteTarget.Other, "vpce-firewall", true)],
        }));
        Assert.Contains(effect.Lost, flow => flow.Source.Contains($"{server.Address} ({server.Interface.Id})") && flow.Destination.Any(d => d.StartsWith("Internet", StringComparison.Ordinal)));
        Assert.Contains(effect.Gained, flow => !flow.Certain && flow.Destination.Any(d => d.StartsWith("vpce-firewall", StringComparison.Ordinal)));
    }

    private HardeningFlowEffect Weigh(Func<NetworkModel, NetworkModel> change, params IReadOnlyList<FlowScope> asked) =>
        FlowGuard.Weigh(_network.Model(), change(_network.Model()), asked, TestContext.Current.CancellationToken);
}
