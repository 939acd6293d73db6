using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>Finds the route that decides: the longest prefix (Amazon VPC User Guide, "Route priority").</summary>
internal sealed class RouteLookup(NetworkModel model)
{
    private readonly Dictionary<(string Table, IpAddress To), Route?> _routes = [];

    /// <summary>The route from a subnet; null when none leads there.</summary>
    public Route? Find(string subnetId, string vpcId, IpAddress to) => model.RouteTableOf(subnetId, vpcId) is { } table ? Find(table, to) : Local(vpcId, to);

    /// <summary>The route in a table. A blackhole decides as well.</summary>
    public Route? Find(RouteTable table, IpAddress to)
    {
        if (_routes.TryGetValue((table.Id, to), out var known))
        {
            return known;
        }

        // Every table routes its VPC's own ranges, shown or not.
        var best = Local(table.VpcId, to);
        foreach (var route in table.Routes)
        {
            if (route.Destination.Contains(to) && (best is null || Rank(route).CompareTo(Rank(best)) > 0))
            {
                best = route;
            }
        }

        return _routes[(table.Id, to)] = best;
    }

    private static (int, bool) Rank(Route route) => (route.Destination.PrefixLength, !route.IsPropagated);

    private Route? Local(string vpcId, IpAddress to)
    {
        if (model.Vpcs.TryGetValue(vpcId, out var vpc))
        {
            foreach (var range in vpc.Ranges)
            {
                if (range.Contains(to))
                {
                    return new Route(range, RouteTarget.Local, "local", Active: true);
                }
            }
        }

        return null;
    }
}
