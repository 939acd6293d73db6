using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Analysis;

/// <summary>
/// Whether packets find their way between two interfaces (Amazon VPC User Guide, "Route tables"; VPC Peering Guide).
/// Peering is not transitive; the longest prefix decides.
/// </summary>
internal sealed class Routing(NetworkModel model)
{
    private readonly Dictionary<(string, IpAddress), Route?> _routes = [];

    /// <summary>The route that decides for an address seen from a subnet; null when there is none.</summary>
    public Route? Find(string subnetId, string vpcId, IpAddress to)
    {
        if (!_routes.TryGetValue((subnetId, to), out var route))
        {
            var table = model.RouteTableOf(subnetId, vpcId);
            _routes[(subnetId, to)] = route = table is null ? null : Longest(table, to);
        }

        return route;
    }

    /// <summary>True when two addresses reach each other: in one VPC, or over one active peering with routes both ways.</summary>
    public bool Connects(Interface one, IpAddress oneAddress, Interface other, IpAddress otherAddress)
    {
        if (oneAddress.Family != otherAddress.Family)
        {
            return false;
        }

        if (one.VpcId == other.VpcId)
        {
            return true;
        }

        return PeeringTo(one, otherAddress, other.VpcId) is { } there
            && PeeringTo(other, oneAddress, one.VpcId) is { } back
            && there == back;
    }

    /// <summary>Why two interfaces in different VPCs do not reach each other, as a sentence.</summary>
    public string WhyNot(Interface from, Interface to, IpAddress toAddress, IpAddress fromAddress)
    {
        if (!model.Peerings.Any(p => p.Active && p.Across(from.VpcId)?.VpcId == to.VpcId))
        {
            return $"no active peering connects {from.VpcId} and {to.VpcId}";
        }

        return PeeringTo(from, toAddress, to.VpcId) is null
            ? $"no route leads from {from.SubnetId} to {toAddress} in {to.VpcId}"
            : $"no route leads back from {to.SubnetId} in {to.VpcId} to {fromAddress}";
    }

    private string? PeeringTo(Interface from, IpAddress to, string toVpcId)
    {
        var route = Find(from.SubnetId, from.VpcId, to);
        return route is { Target: RouteTarget.Peering, Active: true }
            && model.Peerings.Any(p => p.Active && p.Id == route.TargetId && p.Across(from.VpcId)?.VpcId == toVpcId)
                ? route.TargetId
                : null;
    }

    private static Route? Longest(RouteTable table, IpAddress to)
    {
        Route? best = null;
        foreach (var route in table.Routes)
        {
            if (route.Destination.Contains(to) && (best is null || route.Destination.PrefixLength > best.Destination.PrefixLength))
            {
                best = route;
            }
        }

        return best;
    }
}
