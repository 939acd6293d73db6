using AwsHardening.Core.Access;
using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.UnitTests.Engine.Reachability;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Access;

/// <summary>A gateway endpoint takes flows to the service from their old way, which is what it is asked for, and no others.</summary>
public sealed class ServiceFlowsTests
{
    private static readonly Cidr[] s_service = [Cidr.Parse("52.216.0.0/15")];

    [Fact]
    public void Flows_to_the_service_leave_the_NAT_gateway_and_nothing_else_does()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var model = Networks.Read(rehearsal);
        var table = model.RouteTables.Single(table => table.Routes.Any(route => route.Target == RouteTarget.Nat));
        var made = VpcEndpointKind.MakeGateway(Header(), table.VpcId, "com.amazonaws.us-east-1.s3", [table.Id], s_service);
        var (change, _) = ServiceFlows.WeighGateway(model, made, s_service, TestContext.Current.CancellationToken);
        Assert.NotEmpty(change.Flows!.Lost);
        Assert.All(change.Flows.Lost, flow => Assert.True(flow.Asked, flow.ToString()));
        Assert.NotEmpty(change.Flows.Gained);
        Assert.Empty(change.Risks);
        Assert.Empty(FlowGuard.Unasked(change.Flows));
    }

    private static ResourceChange Header() => new()
    {
        Id = "change1", SetId = "set1", AccountId = "123456789012", Region = "us-east-1", ResourceType = "AWS::EC2::VPCEndpoint", ResourceId = "vpc/s3",
        ResourceName = "s3", Why = "test", Before = [], After = [], Calls = [], Inverse = [],
    };
}
