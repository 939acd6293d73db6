using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Core.Access;

/// <summary>Whether an instance reaches an AWS service over HTTPS: through an endpoint of its VPC, or over the internet.</summary>
/// <param name="service">The service in endpoint names, such as <c>ssmmessages</c>.</param>
/// <param name="endpoint">The endpoint that its name leads to; null for the internet.</param>
/// <param name="path">The path.</param>
internal sealed class ServicePath(string service, VpcEndpoint? endpoint, TracedPath? path)
{
    private static readonly TrafficSet s_https = TrafficSet.Of(new TrafficSpan("tcp", 443, 443));

    // Any address of Amazon's outside the prefix lists of gateway endpoints: routes tell no services apart.
    private static readonly IpAddress s_amazon = IpAddress.Parse("52.46.141.10");

    public string Service { get; } = service;

    public VpcEndpoint? Endpoint { get; } = endpoint;

    public TracedHop? Deciding => path?.Deciding;

    /// <summary>True when it is certain that packets get there and back.</summary>
    public bool IsOpen => path?.Status == NetworkPathStatus.Reachable;

    public bool IsUnknown => path is null || path.Status == NetworkPathStatus.Unknown;

    /// <summary>The path from an interface.</summary>
    public static ServicePath Find(ReachabilityEngine engine, Interface side, string service)
    {
        var model = engine.Model;
        var name = $"com.amazonaws.{model.Region}.{service}";
        var inside = model.Endpoints.Where(candidate => candidate.VpcId == side.VpcId && candidate.ServiceName == name
            && candidate.State.Equals("available", StringComparison.OrdinalIgnoreCase)).ToList();
        if (inside.Find(candidate => candidate is { Type: "Interface", PrivateDns: true }) is { } endpoint)
        {
            return new(service, endpoint, engine.PathTo(side, endpoint, s_https));
        }

        var gateway = inside.Find(candidate => candidate.Type == "Gateway");
        var address = gateway is null ? s_amazon : AddressBehind(model, side, gateway) ?? s_amazon;
        var ends = engine.Ends(side).Where(end => end.Address.Family == IpFamily.Ipv4).ToList();
        return new(
            service, gateway,
            ends.Select(end => engine.Best([end], [engine.Outside(end, address)], s_https)).OfType<TracedPath>()
                .MinBy(path => path.Status == NetworkPathStatus.Reachable ? 0 : path.Status == NetworkPathStatus.Unknown ? 1 : 2));
    }

    /// <summary>The reason why it is closed.</summary>
    public UnmanagedReason Reason()
    {
        var way = Endpoint is null ? $"the internet to {Service}" : $"{Endpoint.Id} for {Service}";
        var (kind, what) = Deciding?.Component switch
        {
            "security group" => (UnmanagedReasonKind.SecurityGroup, "a security group bars TCP 443"),
            "network ACL" => (UnmanagedReasonKind.NetworkAcl, Deciding.IsReply
                ? "a network ACL bars the answers" : "a network ACL bars TCP 443"),
            "route table" => (UnmanagedReasonKind.NoRoute, "no route leads there"),
            _ when IsUnknown => (UnmanagedReasonKind.Unknown, "the network cannot be seen whole"),
            _ => (UnmanagedReasonKind.Network, "the network bars the way"),
        };
        return new(kind, Service, $"On the way by {way}, {what}{(Deciding is null ? "" : $": {Deciding.Reason}")}.", []);
    }

    // An address of the service that the subnet's own routes lead to the gateway endpoint.
    private static IpAddress? AddressBehind(NetworkModel model, Interface side, VpcEndpoint gateway) =>
        model.RouteTableOf(side.SubnetId, side.VpcId)?.Routes
            .Where(route => route.TargetId == gateway.Id && route.Destination.Family == IpFamily.Ipv4)
            .Select(route => (IpAddress?)new IpAddress(IpFamily.Ipv4, route.Destination.First)).FirstOrDefault();
}
