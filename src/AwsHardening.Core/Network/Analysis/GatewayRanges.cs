using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Analysis;

/// <summary>Names the parts of a range that lead out of what the account can see.</summary>
internal static class GatewayRanges
{
    // IANA IPv4 and IPv6 special-purpose ranges that the internet does not route.
    private static readonly Cidr[] s_private =
    [
        Cidr.Parse("10.0.0.0/8"), Cidr.Parse("172.16.0.0/12"), Cidr.Parse("192.168.0.0/16"), Cidr.Parse("100.64.0.0/10"),
        Cidr.Parse("169.254.0.0/16"), Cidr.Parse("127.0.0.0/8"), Cidr.Parse("0.0.0.0/8"), Cidr.Parse("224.0.0.0/3"),
        Cidr.Parse("fc00::/7"), Cidr.Parse("fe80::/10"), Cidr.Parse("ff00::/8"),
    ];

    /// <summary>The parts of a rule's range behind gateways, as the members' subnets see them.</summary>
    public static IReadOnlyList<GatewayRange> Find(NetworkModel model, FlowCheck flows, Rule rule, Cidr range)
    {
        List<GatewayRange> found = [];
        foreach (var (subnetId, vpcId) in flows.MemberSubnets)
        {
            if (model.RouteTableOf(subnetId, vpcId) is not { } table)
            {
                continue;
            }

            foreach (var route in table.Routes.Where(r => r.Active))
            {
                if (route.Destination.Intersect(range) is { } part && !IsShadowed(table, route, part)
                    && Reason(model, rule, vpcId, route, part) is { } reason
                    && !found.Any(f => f.Range == part && f.GatewayId == route.TargetId))
                {
                    found.Add(new GatewayRange(part, route.TargetId, reason));
                }
            }
        }

        foreach (var vpcId in flows.MemberSubnets.Select(m => m.VpcId).Distinct())
        {
            AddSharedVpc(model, range, vpcId, found);
        }

        return found;
    }

    // In a VPC that another account shares, that account's interfaces do not show.
    private static void AddSharedVpc(NetworkModel model, Cidr range, string vpcId, List<GatewayRange> found)
    {
        if (model.Vpcs.TryGetValue(vpcId, out var vpc) && vpc.OwnerId != model.AccountId)
        {
            found.AddRange(vpc.Ranges.Select(block => block.Intersect(range)).OfType<Cidr>().Select(part => new GatewayRange(
                part, vpcId, $"{vpcId} belongs to account {vpc.OwnerId}, whose interfaces cannot be seen from {model.AccountId}")));
        }
    }

    private static bool IsShadowed(RouteTable table, Route route, Cidr part) =>
        table.Routes.Any(other => other.Destination.PrefixLength > route.Destination.PrefixLength && other.Destination.Contains(part));

    private static string? Reason(NetworkModel model, Rule rule, string vpcId, Route route, Cidr part)
    {
        var egress = rule.Direction == RuleDirection.Egress;
        return route.Target switch
        {
            RouteTarget.VpnGateway => $"{part} is reached through virtual private gateway {route.TargetId}",
            RouteTarget.Other => $"{part} is reached through {route.TargetId}, behind which nothing can be seen",
            RouteTarget.InternetGateway when !IsPrivate(part) => $"{part} is reached through internet gateway {route.TargetId}",
            RouteTarget.Nat when egress && !IsPrivate(part) => $"{part} is reached through NAT gateway {route.TargetId}",
            RouteTarget.EgressOnlyGateway when egress && !IsPrivate(part) =>
                $"{part} is reached through egress-only internet gateway {route.TargetId}",
            RouteTarget.GatewayEndpoint when egress && !IsPrivate(part) =>
                $"{part} is reached through gateway endpoint {route.TargetId}",
            RouteTarget.Peering => UnseenPeer(model, vpcId, route, part),
            _ => null,
        };
    }

    private static string? UnseenPeer(NetworkModel model, string vpcId, Route route, Cidr part)
    {
        var peering = model.Peerings.FirstOrDefault(p => p.Id == route.TargetId);
        var across = peering?.Across(vpcId);
        return peering is { Active: true } && across is not null && !model.Vpcs.ContainsKey(across.VpcId)
            ? $"{part} is reached through {peering.Id} in {across.VpcId} of account {across.OwnerId} in {across.Region}, "
                + "whose interfaces cannot be seen from here"
            : null;
    }

    /// <summary>The ranges that the internet does not route.</summary>
    public static IReadOnlyList<Cidr> Private => s_private;

    /// <summary>True for an address that the internet does not route.</summary>
    public static bool IsPrivate(IpAddress address) => Array.Exists(s_private, block => block.Contains(address));

    private static bool IsPrivate(Cidr range) => Array.Exists(s_private, block => block.Contains(range));
}
