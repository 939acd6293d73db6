namespace AwsHardening.Sandbox.Ec2;

/// <summary>What keeps a VPC from being deleted, and what goes with it. AWS documentation page: "Delete your VPC".</summary>
internal static class VpcDependencies
{
    public static bool Any(Vpc vpc)
    {
        var region = vpc.Region;
        return region.Subnets.Rows.Any(subnet => subnet.Vpc == vpc)
            || region.SecurityGroups.Rows.Any(group => group.Vpc == vpc && !group.IsDefault)
            || region.RouteTables.Rows.Any(table => table.Vpc == vpc && table != vpc.MainRouteTable)
            || region.NetworkAcls.Rows.Any(acl => acl.Vpc == vpc && !acl.IsDefault)
            || region.InternetGateways.Rows.Any(gateway => gateway.VpcId == vpc.Id)
            || region.EgressOnlyInternetGateways.Rows.Any(gateway => gateway.VpcId == vpc.Id)
            || region.VpnGateways.Rows.Any(gateway => gateway.VpcId == vpc.Id)
            || region.VpcEndpoints.Rows.Any(endpoint => endpoint.Vpc == vpc);
    }

    public static void Clear(Ec2Call call, Vpc vpc)
    {
        var region = vpc.Region;
        foreach (var peering in region.PeeringConnections.Rows.Where(peering => peering.IsOf(vpc) && peering.IsLive))
        {
            peering.End(call, "deleted", $"Deleted by {call.AccountId}");
        }

        var group = vpc.DefaultGroup;
        foreach (var rule in group.Rules.ToList())
        {
            group.Remove(rule);
        }

        region.SecurityGroups.Remove(group);
        region.NetworkAcls.Remove(vpc.DefaultAcl);
        region.RouteTables.Remove(vpc.MainRouteTable);
        region.Vpcs.Remove(vpc);
    }
}
