using AwsHardening.Core.Network.Model;
using Sdk = Amazon.EC2.Model;

namespace AwsHardening.Core.Reading;

/// <summary>From the SDK's types, whose members may all be null, to the model's, whose members mean something.</summary>
internal static class Ec2Projection
{
    public static Vpc Vpc(Sdk.Vpc vpc) => new(vpc.VpcId, vpc.OwnerId ?? "",
    [
        .. (vpc.CidrBlockAssociationSet ?? []).Where(a => a.CidrBlockState?.State?.Value is null or "associated").Select(a => a.CidrBlock)
            .Append(vpc.CidrBlock).Where(c => !string.IsNullOrEmpty(c)).Distinct().Select(Cidr.Parse),
        .. (vpc.Ipv6CidrBlockAssociationSet ?? []).Where(a => a.Ipv6CidrBlockState?.State?.Value is null or "associated")
            .Select(a => Cidr.Parse(a.Ipv6CidrBlock)),
    ]);

    public static Group Group(Sdk.SecurityGroup group) =>
        new(group.GroupId, group.GroupName ?? "", group.VpcId ?? "", group.OwnerId ?? "", Tags(group.Tags));

    public static Rule Rule(Sdk.SecurityGroupRule rule) => new(
        rule.SecurityGroupRuleId,
        rule.GroupId,
        new RuleKey(
            rule.IsEgress == true ? RuleDirection.Egress : RuleDirection.Ingress,
            TrafficSpan.Create(rule.IpProtocol ?? "-1", rule.FromPort, rule.ToPort),
            Source(rule)),
        rule.Description ?? "",
        Tags(rule.Tags));

    public static Interface Interface(Sdk.NetworkInterface side) => new(
        side.NetworkInterfaceId,
        // The API model says natGateway, the service answers nat_gateway: both are out there.
        side.InterfaceType?.Value is { Length: > 0 } type ? (type == "natGateway" ? "nat_gateway" : type) : "interface",
        side.VpcId ?? "",
        side.SubnetId ?? "",
        [.. (side.Groups ?? []).Select(g => g.GroupId)],
        [
            .. (side.PrivateIpAddresses ?? []).Select(a => a.PrivateIpAddress).Append(side.PrivateIpAddress)
                .Where(a => !string.IsNullOrEmpty(a)).Distinct().Select(IpAddress.Parse),
            .. (side.Ipv6Addresses ?? []).Select(a => IpAddress.Parse(a.Ipv6Address)),
        ],
        [
            .. (side.Ipv4Prefixes ?? []).Select(p => Cidr.Parse(p.Ipv4Prefix)),
            .. (side.Ipv6Prefixes ?? []).Select(p => Cidr.Parse(p.Ipv6Prefix)),
        ],
        side.Association?.PublicIp is { Length: > 0 },
        side.Description ?? "",
        side.Attachment?.InstanceId)
    {
        PublicAddresses =
        [
            .. (side.PrivateIpAddresses ?? []).Where(a => a.Association?.PublicIp is { Length: > 0 })
                .Select(a => new PublicAddress(IpAddress.Parse(a.PrivateIpAddress), IpAddress.Parse(a.Association.PublicIp))),
        ],
    };

    public static RouteTable RouteTable(Sdk.RouteTable table, Func<string, IReadOnlyList<Cidr>?> prefixList) => new(
        table.RouteTableId,
        table.VpcId ?? "",
        (table.Associations ?? []).Any(a => a.Main == true),
        [.. (table.Associations ?? []).Select(a => a.SubnetId).Where(id => !string.IsNullOrEmpty(id))],
        [.. (table.Routes ?? []).SelectMany(route => Routes(route, prefixList))])
    {
        GatewayIds = [.. (table.Associations ?? []).Select(a => a.GatewayId).Where(id => !string.IsNullOrEmpty(id))],
    };

    public static Subnet Subnet(Sdk.Subnet subnet) => new(
        subnet.SubnetId,
        subnet.VpcId ?? "",
        subnet.OwnerId ?? "",
        Tags(subnet.Tags).GetValueOrDefault("Name") ?? "",
        [
            Cidr.Parse(subnet.CidrBlock),
            .. (subnet.Ipv6CidrBlockAssociationSet ?? []).Where(a => a.Ipv6CidrBlockState?.State?.Value is null or "associated")
                .Select(a => Cidr.Parse(a.Ipv6CidrBlock)),
        ]);

    public static NetworkAcl NetworkAcl(Sdk.NetworkAcl acl) => new(
        acl.NetworkAclId,
        acl.VpcId ?? "",
        acl.IsDefault == true,
        [.. (acl.Associations ?? []).Select(a => a.SubnetId).Where(id => !string.IsNullOrEmpty(id))],
        [.. (acl.Entries ?? []).Select(AclEntry)]);

    public static AclEntry AclEntry(Sdk.NetworkAclEntry entry) => new(
        entry.RuleNumber ?? 0,
        entry.Egress == true ? RuleDirection.Egress : RuleDirection.Ingress,
        entry.RuleAction?.Value == "allow",
        TrafficSpan.Create(
            entry.Protocol ?? "-1", entry.PortRange?.From ?? entry.IcmpTypeCode?.Type, entry.PortRange?.To ?? entry.IcmpTypeCode?.Code),
        Cidr.Parse(entry.CidrBlock is { Length: > 0 } v4 ? v4 : entry.Ipv6CidrBlock));

    public static NatGateway NatGateway(Sdk.NatGateway nat) => new(
        nat.NatGatewayId,
        nat.ConnectivityType?.Value != "private",
        [.. (nat.NatGatewayAddresses ?? []).Select(a => a.NetworkInterfaceId).Where(id => !string.IsNullOrEmpty(id)).Distinct()]);

    public static VpcEndpoint Endpoint(Sdk.VpcEndpoint endpoint) => new(
        endpoint.VpcEndpointId,
        endpoint.ServiceName ?? "",
        endpoint.VpcEndpointType?.Value ?? "",
        endpoint.VpcId ?? "",
        endpoint.State?.Value ?? "",
        endpoint.PrivateDnsEnabled == true,
        endpoint.NetworkInterfaceIds ?? []);

    public static Peering Peering(Sdk.VpcPeeringConnection peering) => new(
        peering.VpcPeeringConnectionId,
        peering.Status?.Code?.Value == "active",
        Side(peering.RequesterVpcInfo),
        Side(peering.AccepterVpcInfo));

    private static Dictionary<string, string> Tags(List<Sdk.Tag>? tags) =>
        (tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value ?? "");

    private static PeeringSide Side(Sdk.VpcPeeringConnectionVpcInfo? side) => new(
        side?.VpcId ?? "", side?.OwnerId ?? "", side?.Region ?? "",
        [
            .. (side?.CidrBlockSet ?? []).Select(b => b.Cidr).Append(side?.CidrBlock)
                .OfType<string>().Where(b => b.Length > 0).Distinct().Select(Cidr.Parse),
            .. (side?.Ipv6CidrBlockSet ?? []).Select(b => Cidr.Parse(b.Value)),
        ]);

    private static RuleSource Source(Sdk.SecurityGroupRule rule) =>
        rule.CidrIpv4 is { Length: > 0 } v4 ? RuleSource.Of(Cidr.Parse(v4))
        : rule.CidrIpv6 is { Length: > 0 } v6 ? RuleSource.Of(Cidr.Parse(v6))
        : rule.PrefixListId is { Length: > 0 } list ? RuleSource.OfPrefixList(list)
        : RuleSource.OfGroup(rule.ReferencedGroupInfo?.GroupId ?? "");

    private static IEnumerable<Route> Routes(Sdk.Route route, Func<string, IReadOnlyList<Cidr>?> prefixList)
    {
        var (target, id) = Target(route);
        var active = route.State?.Value != "blackhole";
        // A prefix list that cannot be read may lead anywhere.
        IEnumerable<Cidr> destinations =
            route.DestinationCidrBlock is { Length: > 0 } v4 ? [Cidr.Parse(v4)]
            : route.DestinationIpv6CidrBlock is { Length: > 0 } v6 ? [Cidr.Parse(v6)]
            : prefixList(route.DestinationPrefixListId ?? "") ?? [Cidr.Parse("0.0.0.0/0"), Cidr.Parse("::/0")];
        return destinations.Select(destination => new Route(destination, target, id, active)
        {
            IsPropagated = route.Origin?.Value == "EnableVgwRoutePropagation",
        });
    }

    private static (RouteTarget Target, string Id) Target(Sdk.Route route) =>
        route.GatewayId == "local" ? (RouteTarget.Local, "local")
        : route.VpcPeeringConnectionId is { Length: > 0 } peering ? (RouteTarget.Peering, peering)
        : route.NatGatewayId is { Length: > 0 } nat ? (RouteTarget.Nat, nat)
        : route.EgressOnlyInternetGatewayId is { Length: > 0 } egress ? (RouteTarget.EgressOnlyGateway, egress)
        : route.GatewayId switch
        {
            { } id when id.StartsWith("igw-", StringComparison.Ordinal) => (RouteTarget.InternetGateway, id),
            { } id when id.StartsWith("vgw-", StringComparison.Ordinal) => (RouteTarget.VpnGateway, id),
            { } id when id.StartsWith("vpce-", StringComparison.Ordinal) => (RouteTarget.GatewayEndpoint, id),
            { Length: > 0 } id => (RouteTarget.Other, id),
            _ => (RouteTarget.Other, First(route.TransitGatewayId, route.LocalGatewayId, route.CarrierGatewayId,
                route.NetworkInterfaceId, route.InstanceId, route.CoreNetworkArn)),
        };

    private static string First(params string?[] ids) => Array.Find(ids, id => !string.IsNullOrEmpty(id)) ?? "an unknown target";
}
