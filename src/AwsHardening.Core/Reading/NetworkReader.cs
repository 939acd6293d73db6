using AwsHardening.Core.Account;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Reading;

/// <summary>Reads what a plan about rules needs, whole or not at all: half a picture would prove nothing.</summary>
internal static class NetworkReader
{
    /// <summary>Reads the model.</summary>
    /// <exception cref="UnreadFactException">Some list could not be read.</exception>
    public static async Task<NetworkModel> ReadAsync(AwsSession session, string accountId, AccountView view)
    {
        // Asked for together, awaited one by one: the first failure names its own list.
        var groups = view.SecurityGroups();
        var rules = view.SecurityGroupRules([]);
        var interfaces = view.NetworkInterfaces();
        var vpcs = view.Vpcs();
        var tables = view.RouteTables();
        var peerings = view.VpcPeeringConnections();
        var subnets = view.Subnets();
        var acls = view.NetworkAcls();
        var nats = view.NatGateways();
        var endpoints = view.VpcEndpoints();
        var sdkRules = Known(await rules, "the security group rules", "ec2:DescribeSecurityGroupRules");
        var sdkTables = Known(await tables, "the route tables", "ec2:DescribeRouteTables");
        Rule[] projected = [.. sdkRules.Select(Ec2Projection.Rule)];
        var lists = await PrefixListsAsync(view,
            projected.Select(r => r.Source.PrefixListId)
                .Concat(sdkTables.SelectMany(t => t.Routes ?? []).Select(r => r.DestinationPrefixListId)));
        if (projected.FirstOrDefault(r => r.Source.PrefixListId is { } id && !lists.ContainsKey(id)) is { } unread)
        {
            var entries = await view.PrefixListEntries(unread.Source.PrefixListId!);
            Known(entries, $"the entries of {unread.Source.PrefixListId}", "ec2:GetManagedPrefixListEntries");
        }

        return new NetworkModel(new NetworkFacts
        {
            AccountId = accountId,
            Region = session.Region,
            Groups = [.. Known(await groups, "the security groups", "ec2:DescribeSecurityGroups").Select(Ec2Projection.Group)],
            Rules = projected,
            Interfaces = [.. Known(await interfaces, "the network interfaces", "ec2:DescribeNetworkInterfaces").Select(Ec2Projection.Interface)],
            Vpcs = [.. Known(await vpcs, "the VPCs", "ec2:DescribeVpcs").Select(Ec2Projection.Vpc)],
            RouteTables = [.. sdkTables.Select(t => Ec2Projection.RouteTable(t, lists.GetValueOrDefault))],
            Peerings =
                [.. Known(await peerings, "the peering connections", "ec2:DescribeVpcPeeringConnections").Select(Ec2Projection.Peering)],
            PrefixLists = lists,
            Subnets = [.. Known(await subnets, "the subnets", "ec2:DescribeSubnets").Select(Ec2Projection.Subnet)],
            NetworkAcls = [.. Known(await acls, "the network ACLs", "ec2:DescribeNetworkAcls").Select(Ec2Projection.NetworkAcl)],
            NatGateways = [.. Known(await nats, "the NAT gateways", "ec2:DescribeNatGateways").Select(Ec2Projection.NatGateway)],
            Endpoints = [.. Known(await endpoints, "the VPC endpoints", "ec2:DescribeVpcEndpoints").Select(Ec2Projection.Endpoint)],
        });
    }

    /// <summary>The ranges of prefix lists by id; a list that cannot be read is left out.</summary>
    public static async Task<Dictionary<string, IReadOnlyList<Cidr>>> PrefixListsAsync(AccountView view, IEnumerable<string?> ids)
    {
        var reads = ids.Where(id => !string.IsNullOrEmpty(id)).Select(id => id!).Distinct()
            .Select(async id => (id, entries: await view.PrefixListEntries(id)));
        return (await Task.WhenAll(reads)).Where(read => read.entries.IsKnown).ToDictionary(
            read => read.id, read => (IReadOnlyList<Cidr>)[.. read.entries.Value.Select(e => Cidr.Parse(e.Cidr))]);
    }

    private static IReadOnlyList<T> Known<T>(Fact<IReadOnlyList<T>> fact, string what, string iamAction) =>
        fact.IsKnown ? fact.Value : throw new UnreadFactException(fact.Reason!) { What = what, IamAction = iamAction };
}
