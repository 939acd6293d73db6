namespace AwsHardening.Sandbox.Ec2;

/// <summary>
/// Makes a VPC with its main route table, default network ACL and default security group, as AWS does. AWS
/// documentation page: "How Amazon VPC works".
/// </summary>
internal static class VpcMaker
{
    /// <summary>The range that Amazon-provided IPv6 blocks are taken from here.</summary>
    public static Cidr Ipv6Pool { get; } = Cidr.Parse("2001:db8::/32", ipv6: true)!.Value;

    public static Vpc Make(Ec2Call call, Cidr cidr, string tenancy)
    {
        var region = call.Region;
        region.DhcpOptionsId ??= call.NewId("dopt");
        var mainTable = new RouteTable(call.NewId(ResourceKind.RouteTable));
        var vpc = region.Vpcs.Add(new Vpc(call.NewId(ResourceKind.Vpc), region)
        {
            DhcpOptionsId = region.DhcpOptionsId,
            MainRouteTable = mainTable,
            InstanceTenancy = tenancy,
        });
        vpc.Cidrs.Add(new CidrAssociation(call.NewId("vpc-cidr-assoc"), cidr));
        mainTable.Vpc = vpc;
        mainTable.Associations.Add(new RouteTableAssociation(call.NewId("rtbassoc"), Main: true, Subnet: null));
        mainTable.Routes.Add(Route.Local(cidr));
        region.RouteTables.Add(mainTable);
        region.NetworkAcls.Add(NetworkAcl.Default(call.NewId(ResourceKind.NetworkAcl), vpc));
        var group = region.SecurityGroups.Add(new SecurityGroup(
            call.NewId(ResourceKind.SecurityGroup), "default", "default VPC security group", vpc));
        group.Add(call, isEgress: false, new RuleSpec(IpTraffic.All, RuleSource.Group(group.Id), null));
        group.Add(call, isEgress: true, RuleSpec.ToAll(ipv6: false));
        call.State.Later(() => vpc.Status = "available");
        return vpc;
    }

    /// <summary>Gives a VPC its Amazon-provided /56, and what AWS adds with it.</summary>
    public static CidrAssociation AddIpv6(Ec2Call call, Vpc vpc)
    {
        var first = Ipv6Pool.First + (call.State.NextIpv6Block() << 72);
        var association = new CidrAssociation(call.NewId("vpc-cidr-assoc"), new Cidr(true, first, 56));
        vpc.Ipv6Cidrs.Add(association);
        foreach (var table in call.Region.RouteTables.Rows.Where(table => table.Vpc == vpc))
        {
            table.Routes.Add(Route.Local(association.Cidr));
        }

        vpc.DefaultAcl.AllowAllIpv6();
        if (!vpc.DefaultGroup.Rules.Any(rule => rule.IsEgress && rule.Source == RuleSource.AnyIpv6))
        {
            vpc.DefaultGroup.Add(call, isEgress: true, RuleSpec.ToAll(ipv6: true));
        }

        return association;
    }
}
