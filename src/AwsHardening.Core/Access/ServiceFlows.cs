using AwsHardening.Core.Changes;
using AwsHardening.Core.Network;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Core.Access;

/// <summary>What opening a way to an AWS service does to the flows that pass today; it goes into the change, and from there into plans.</summary>
internal static class ServiceFlows
{
    /// <summary>Weighs a change that is asked to cut nothing.</summary>
    /// <param name="model">The network before it.</param>
    /// <param name="change">The change, of a kind that decides flows.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The change with its flows and risks, and the network after it.</returns>
    public static (ResourceChange Change, NetworkModel After) Weigh(NetworkModel model, ResourceChange change, CancellationToken cancellationToken) =>
        Weigh(model, change, [], cancellationToken);

    /// <summary>Weighs a gateway endpoint. That flows to the service leave their old way for it is what it is asked for.</summary>
    /// <param name="model">The network before it.</param>
    /// <param name="change">The change.</param>
    /// <param name="service">The service's addresses.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static (ResourceChange Change, NetworkModel After) WeighGateway(
        NetworkModel model, ResourceChange change, IReadOnlyList<Cidr> service, CancellationToken cancellationToken) => Weigh(
        model, change,
        FlowScope.Between(place => place.Zone is null, place => place.Zone is not null && service.Any(range => range.Contains(place.Node.Range)), TrafficSet.All),
        cancellationToken);

    private static (ResourceChange Change, NetworkModel After) Weigh(
        NetworkModel model, ResourceChange change, IReadOnlyList<FlowScope> asked, CancellationToken cancellationToken)
    {
        var kind = (INetworkKind)ResourceKinds.Of(change.ResourceType);
        var before = kind.Found(model, change);
        var after = kind.Apply(before, change);
        var effect = FlowGuard.Weigh(before, after, asked, cancellationToken);
        return (change with { Flows = effect, Risks = FlowGuard.Risks(effect) }, after);
    }
}
