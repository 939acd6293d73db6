using AwsHardening.Core.Changes;
using AwsHardening.Core.Network;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Core.Access;

/// <summary>What opening a way to an AWS service does to the flows that pass today; it goes into the change, and from there into plans.</summary>
internal static class ServiceFlows
{
    private const string NewEndpoint = "vpce-new";

    /// <summary>A change of a security group's rules.</summary>
    public static ResourceChange WithRules(NetworkModel model, ResourceChange change, CancellationToken cancellationToken) =>
        With(change, FlowGuard.Weigh(model, ((INetworkKind)ResourceKinds.Of(change.ResourceType)).Apply(model, change), [], cancellationToken));

    /// <summary>A gateway endpoint in a route table. That flows to the service leave their old way for it is what it is asked for.</summary>
    public static ResourceChange WithGateway(
        NetworkModel model, ResourceChange change, RouteTable table, IReadOnlyList<Cidr> service, CancellationToken cancellationToken)
    {
        var after = model.WithRouteTable(table with
        {
            Routes = [.. table.Routes, .. service.Select(range => new Route(range, RouteTarget.GatewayEndpoint, NewEndpoint, true))],
        });
        var rerouted = FlowScope.Between(
            place => place.Zone is null, place => place.Zone is not null && service.Any(range => range.Contains(place.Node.Range)), TrafficSet.All);
        return With(change, FlowGuard.Weigh(model, after, rerouted, cancellationToken));
    }

    private static ResourceChange With(ResourceChange change, HardeningFlowEffect effect) =>
        change with { Flows = effect, Risks = FlowGuard.Risks(effect) };
}
