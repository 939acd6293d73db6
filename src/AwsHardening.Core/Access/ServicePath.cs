using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Core.Access;

/// <summary>Whether an instance reaches an AWS service over HTTPS: through an endpoint of its VPC, or over the internet.</summary>
/// <param name="service">The service in endpoint names, such as <c>ssmmessages</c>.</param>
/// <param name="way">Where its name leads.</param>
internal sealed class ServicePath(string service, ServiceWay way)
{
    public string Service { get; } = service;

    public VpcEndpoint? Endpoint { get; } = way.Endpoint;

    public TracedHop? Deciding => way.Path?.Deciding;

    /// <summary>True when it is certain that packets get there and back.</summary>
    public bool IsOpen => way.Status == NetworkPathStatus.Reachable;

    public bool IsUnknown => way.Status == NetworkPathStatus.Unknown;

    /// <summary>The path from an interface.</summary>
    public static ServicePath Find(ReachabilityEngine engine, Interface side, string service) =>
        new(service, ServiceWay.Find(engine, side, $"com.amazonaws.{engine.Model.Region}.{service}"));

    /// <summary>The reason why it is closed.</summary>
    public UnmanagedReason Reason()
    {
        var by = Endpoint is null ? $"the internet to {Service}" : $"{Endpoint.Id} for {Service}";
        var (kind, what) = Deciding?.Component switch
        {
            "security group" => (UnmanagedReasonKind.SecurityGroup, "a security group bars TCP 443"),
            "network ACL" => (UnmanagedReasonKind.NetworkAcl, Deciding.IsReply
                ? "a network ACL bars the answers" : "a network ACL bars TCP 443"),
            "route table" => (UnmanagedReasonKind.NoRoute, "no route leads there"),
            _ when IsUnknown => (UnmanagedReasonKind.Unknown, "the network cannot be seen whole"),
            _ => (UnmanagedReasonKind.Network, "the network bars the way"),
        };
        return new(kind, Service, $"On the way by {by}, {what}{(Deciding is null ? "" : $": {Deciding.Reason}")}.", []);
    }
}
