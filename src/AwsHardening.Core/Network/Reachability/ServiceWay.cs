using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>Where the name of an AWS service leads an interface, and whether HTTPS gets there.</summary>
/// <param name="Endpoint">The endpoint that the name, or the route to its addresses, leads to; null for the internet.</param>
/// <param name="Path">The path; null when nothing of it can be seen.</param>
internal sealed record ServiceWay(VpcEndpoint? Endpoint, TracedPath? Path)
{
    private static readonly TrafficSet s_https = TrafficSet.Of(new TrafficSpan("tcp", 443, 443));

    // Any address of Amazon's outside the prefix lists of gateway endpoints: routes tell no services apart.
    private static readonly IpAddress s_amazon = IpAddress.Parse("52.46.141.10");

    public NetworkPathStatus Status => Path?.Status ?? NetworkPathStatus.Unknown;

    /// <summary>The way from an interface.</summary>
    /// <param name="engine">The network.</param>
    /// <param name="side">The interface.</param>
    /// <param name="serviceName">The service's whole name, such as <c>com.amazonaws.us-east-1.ssm</c>.</param>
    public static ServiceWay Find(ReachabilityEngine engine, Interface side, string serviceName)
    {
        var model = engine.Model;
        var inside = model.Endpoints.Where(candidate => candidate.VpcId == side.VpcId && candidate.ServiceName == serviceName
            && candidate.State.Equals("available", StringComparison.OrdinalIgnoreCase)).ToList();
        if (inside.Find(candidate => ForeseenEndpoint.IsNamed(model, candidate)) is { } endpoint)
        {
            return new(endpoint, engine.PathTo(side, endpoint, s_https));
        }

        var gateway = inside.Find(candidate => candidate.Type == "Gateway");
        var address = gateway is null ? s_amazon : AddressBehind(model, side, gateway) ?? s_amazon;
        var ends = engine.Ends(side).Where(end => end.Address.Family == IpFamily.Ipv4).ToList();
        return new(
            gateway,
            ends.Select(end => engine.Best([end], [engine.Outside(end, address)], s_https)).OfType<TracedPath>()
                .MinBy(path => path.Status == NetworkPathStatus.Reachable ? 0 : path.Status == NetworkPathStatus.Unknown ? 1 : 2));
    }

    // An address of the service that the subnet's own routes lead to the gateway endpoint.
    private static IpAddress? AddressBehind(NetworkModel model, Interface side, VpcEndpoint gateway) =>
        model.RouteTableOf(side.SubnetId, side.VpcId)?.Routes
            .Where(route => route.TargetId == gateway.Id && route.Destination.Family == IpFamily.Ipv4)
            .Select(route => (IpAddress?)new IpAddress(IpFamily.Ipv4, route.Destination.First)).FirstOrDefault();
}
