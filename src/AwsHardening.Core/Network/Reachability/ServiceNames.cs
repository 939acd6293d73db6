using AwsHardening.Core.Network.Analysis;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>
/// What becomes of flows to services whose name leads elsewhere after a change. An interface endpoint with private DNS takes no route
/// away, and yet nobody in the VPC goes the old way any more: whom its group does not admit has lost the service (AWS PrivateLink
/// Guide, "Access an AWS service using an interface VPC endpoint").
/// </summary>
internal static class ServiceNames
{
    private const string Mark = " (by name)";
    private const string Traffic = "tcp 443";

    /// <summary>Compares, service by service.</summary>
    /// <param name="before">The network as it is.</param>
    /// <param name="after">The network as it would be.</param>
    /// <param name="opened">What is to be cut; null for nothing.</param>
    /// <param name="cancellationToken">Stops between two interfaces.</param>
    public static HardeningFlowEffect Compare(NetworkModel before, NetworkModel after, OpenedFlows? opened, CancellationToken cancellationToken)
    {
        var (lost, gained) = (new List<HardeningFlow>(), new List<HardeningFlow>());
        (string VpcId, string Service)[] turned = [.. Leading(before).Except(Leading(after)).Concat(Leading(after).Except(Leading(before))).Distinct()];
        if (turned.Length == 0)
        {
            return new HardeningFlowEffect(lost, gained);
        }

        var later = after.Interfaces.ToDictionary(side => side.Id);
        var (then, now) = (new ReachabilityEngine(before), new ReachabilityEngine(after));
        foreach (var (vpc, service) in turned)
        {
            var moved = before.Interfaces.Where(side => side.VpcId == vpc && Calls(side) && later.ContainsKey(side.Id)).Select(side =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return (side, Before: ServiceWay.Find(then, side, service).Status, After: ServiceWay.Find(now, later[side.Id], service).Status);
            }).ToArray();
            lost.AddRange(Flows(moved.Where(m => Falls(m.Before, m.After)).Select(m => (m.side, Certain(m.Before, m.After))), service, opened));
            gained.AddRange(Flows(moved.Where(m => Falls(m.After, m.Before)).Select(m => (m.side, Certain(m.Before, m.After))), service, opened: null));
        }

        return new HardeningFlowEffect([.. lost], [.. gained]);
    }

    /// <summary>True for a flow to a service by its name.</summary>
    public static bool IsByName(HardeningFlow flow) => flow.Destination is [var destination] && destination.EndsWith(Mark, StringComparison.Ordinal);

    // Names that lead to an interface endpoint.
    private static IEnumerable<(string VpcId, string Service)> Leading(NetworkModel model) => model.Endpoints
        .Where(endpoint => ForeseenEndpoint.IsNamed(model, endpoint)).Select(endpoint => (endpoint.VpcId, endpoint.ServiceName));

    // What can run somebody's program: load balancers and endpoints call no service.
    private static bool Calls(Interface side) => InterfaceRole.CanInitiate(side) && side.Type != "nat_gateway"
        && !side.Description.StartsWith("ELB ", StringComparison.Ordinal) && side.Addresses.Count > 0;

    private static bool Falls(NetworkPathStatus from, NetworkPathStatus to) => from == NetworkPathStatus.Reachable ? to != NetworkPathStatus.Reachable
        : from == NetworkPathStatus.Unknown && to is not (NetworkPathStatus.Reachable or NetworkPathStatus.Unknown);

    private static bool Certain(NetworkPathStatus one, NetworkPathStatus other) => one != NetworkPathStatus.Unknown && other != NetworkPathStatus.Unknown;

    private static IEnumerable<HardeningFlow> Flows(IEnumerable<(Interface Side, bool IsCertain)> sides, string service, OpenedFlows? opened)
    {
        var destination = service + Mark;
        return sides.Select(one => (Source: FlowText.Member(one.Side, Cidr.Of(one.Side.Addresses[0])), one.IsCertain))
            .GroupBy(one => (one.IsCertain, IsAsked: opened?.HasName(one.Source, destination) == true))
            .Select(group => new HardeningFlow
            {
                // Arrays: PowerShell cannot index what the compiler makes of a collection expression for a read-only list.
                Source = group.Select(one => one.Source).ToArray(), Destination = new[] { destination }, Traffic = Traffic,
                Asked = group.Key.IsAsked, Certain = group.Key.IsCertain,
            });
    }
}
