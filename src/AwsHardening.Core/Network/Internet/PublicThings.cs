using AwsHardening.Core.Network.Model;
using Ec2 = Amazon.EC2.Model;
using Elb = Amazon.ElasticLoadBalancingV2.Model;

namespace AwsHardening.Core.Network.Internet;

/// <summary>Puts interfaces with public addresses together to what people know: instances, load balancers, the rest.</summary>
/// <param name="instances">Instances.</param>
/// <param name="balancers">Load balancers; null when they could not be read.</param>
internal sealed class PublicThings(IReadOnlyList<Ec2.Instance> instances, IReadOnlyList<Elb.LoadBalancer>? balancers)
{
    // Elastic Load Balancing describes its interfaces so (Elastic Load Balancing User Guide, "Identify the network interfaces").
    private const string ElbDescription = "ELB ";

    private readonly Dictionary<string, Ec2.Instance> _instances = instances.ToDictionary(instance => instance.InstanceId);

    /// <summary>What of some interfaces has a public address. A NAT gateway accepts nothing and is left out.</summary>
    public IEnumerable<PublicThing> Of(IEnumerable<Interface> sides) => sides
        .Where(side => side.Type != "nat_gateway" && Addresses(side).Any())
        .GroupBy(KeyOf).Select(same => Make(same.Key, [.. same]));

    /// <summary>The public addresses of an interface, each with the address that groups and ACLs see.</summary>
    public static IEnumerable<PublicAddress> Addresses(Interface side) => side.PublicAddresses.Concat(side.Addresses
        .Where(address => address.Family == IpFamily.Ipv6 && !Analysis.GatewayRanges.IsPrivate(address))
        .Select(address => new PublicAddress(address, address)));

    private static (string Type, string Id) KeyOf(Interface side) =>
        side.InstanceId is { } instance ? ("Instance", instance)
        : side.Description.StartsWith(ElbDescription, StringComparison.Ordinal) ? ("LoadBalancer", side.Description[ElbDescription.Length..])
        : ("NetworkInterface", side.Id);

    private PublicThing Make((string Type, string Id) key, Interface[] sides) => key.Type switch
    {
        "Instance" => OfInstance(key.Id, sides),
        "LoadBalancer" => OfBalancer(key.Id, sides),
        _ => new PublicThing(key.Id, key.Type, sides[0].Description, "in-use", "", sides),
    };

    private PublicThing OfInstance(string id, Interface[] sides)
    {
        var instance = _instances.GetValueOrDefault(id);
        return new PublicThing(id, "Instance", instance?.Tags?.Find(tag => tag.Key == "Name")?.Value ?? "",
            instance?.State?.Name?.Value ?? "", instance is null ? null : instance.PublicDnsName ?? "", sides);
    }

    // "app/name/id" and "net/name/id" are the ends of ARNs; a Classic Load Balancer has a name alone, and no ARN.
    private PublicThing OfBalancer(string text, Interface[] sides)
    {
        var found = balancers?.FirstOrDefault(one => one.LoadBalancerArn.EndsWith($":loadbalancer/{text}", StringComparison.Ordinal));
        var name = text.Split('/') is [_, var middle, _] ? middle : text;
        return new PublicThing(
            found?.LoadBalancerArn ?? text, "LoadBalancer", found?.LoadBalancerName ?? name, found?.State?.Code?.Value ?? "", found?.DNSName, sides);
    }
}
