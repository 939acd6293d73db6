namespace AwsHardening.Sandbox.Ec2.Snapshots;

/// <summary>VPCs, subnets, network ACLs and route tables out of a snapshot.</summary>
internal static class VpcLoader
{
    private static readonly string[] s_targets =
    [
        "GatewayId", "NatGatewayId", "VpcPeeringConnectionId", "NetworkInterfaceId", "EgressOnlyInternetGatewayId", "TransitGatewayId",
        "LocalGatewayId", "CarrierGatewayId", "CoreNetworkArn", "InstanceId",
    ];

    public static void AddVpc(LoadScene scene, Ec2Input data)
    {
        var region = scene.Region;
        var vpc = region.Vpcs.Add(new Vpc(data.Required("VpcId"), region)
        {
            DhcpOptionsId = data.Text("DhcpOptionsId") ?? "",
            // The route tables come later, and may be unread.
            MainRouteTable = new RouteTable(""),
            InstanceTenancy = data.Text("InstanceTenancy") ?? "default",
            IsDefault = data.Flag("IsDefault") is true,
            Status = data.Text("State") ?? "available",
        });
        region.DhcpOptionsId ??= vpc.DhcpOptionsId;
        foreach (var range in data.Items("CidrBlockAssociationSet").Where(range => IsThere(range, "CidrBlockState")))
        {
            vpc.Cidrs.Add(new CidrAssociation(range.Text("AssociationId") ?? "", LoadScene.Range(range.Required("CidrBlock"))));
        }

        if (vpc.Cidrs.Count == 0)
        {
            vpc.Cidrs.Add(new CidrAssociation("", LoadScene.Range(data.Required("CidrBlock"))));
        }

        foreach (var range in data.Items("Ipv6CidrBlockAssociationSet").Where(range => IsThere(range, "Ipv6CidrBlockState")))
        {
            var cidr = LoadScene.Range(range.Required("Ipv6CidrBlock"));
            vpc.Ipv6Cidrs.Add(new CidrAssociation(range.Text("AssociationId") ?? "", cidr));
            if (VpcMaker.Ipv6Pool.Contains(cidr))
            {
                region.State.ReserveIpv6Block((cidr.First - VpcMaker.Ipv6Pool.First) >> 72);
            }
        }

        LoadScene.SetTags(vpc, data);
    }

    public static void AddAttributes(LoadScene scene, Ec2Input data)
    {
        var vpc = scene.Vpc(data.Required("VpcId"));
        vpc.EnableDnsSupport = data.Flag("EnableDnsSupport") ?? vpc.EnableDnsSupport;
        vpc.EnableDnsHostnames = data.Flag("EnableDnsHostnames") ?? vpc.EnableDnsHostnames;
        vpc.EnableNetworkAddressUsageMetrics = data.Flag("EnableNetworkAddressUsageMetrics") ?? vpc.EnableNetworkAddressUsageMetrics;
    }

    public static void AddAcl(LoadScene scene, Ec2Input data)
    {
        var acl = scene.Region.NetworkAcls.Add(new NetworkAcl(
            data.Required("NetworkAclId"), scene.Vpc(data.Text("VpcId")), data.Flag("IsDefault") is true));
        acl.Entries.AddRange(data.Items("Entries").Select(entry => new AclEntry(
            entry.RequiredNumber("RuleNumber"), entry.Flag("Egress") is true, entry.Required("Protocol"), entry.Required("RuleAction"),
            LoadScene.Range(entry.Text("CidrBlock") ?? entry.Required("Ipv6CidrBlock")))
        {
            FromPort = entry.Item("PortRange")?.Number("From"),
            ToPort = entry.Item("PortRange")?.Number("To"),
            IcmpType = entry.Item("IcmpTypeCode")?.Number("Type"),
            IcmpCode = entry.Item("IcmpTypeCode")?.Number("Code"),
        }));
        LoadScene.SetTags(acl, data);
        scene.AclOfSubnet(data.Items("Associations").Select(one => (one.Text("SubnetId") ?? "", acl, one.Text("NetworkAclAssociationId") ?? "")));
    }

    public static void AddSubnet(LoadScene scene, Ec2Input data)
    {
        var id = data.Required("SubnetId");
        var vpc = scene.Vpc(data.Text("VpcId"));
        var (acl, association) = scene.AclOf(id, vpc);
        // A subnet of IPv6 alone has no IPv4 range, and so none to give out.
        var cidr = data.Text("CidrBlock") is { Length: > 0 } text ? LoadScene.Range(text) : new Cidr(false, 0, 32);
        var subnet = scene.Region.Subnets.Add(new Subnet(id, vpc, cidr, LoadScene.Zone(scene.Region, data))
        {
            Acl = acl,
            AclAssociationId = association,
            Status = data.Text("State") ?? "available",
            DefaultForAz = data.Flag("DefaultForAz") is true,
            MapPublicIpOnLaunch = data.Flag("MapPublicIpOnLaunch") is true,
            AssignIpv6AddressOnCreation = data.Flag("AssignIpv6AddressOnCreation") is true,
        });
        if (data.Items("Ipv6CidrBlockAssociationSet").Find(range => IsThere(range, "Ipv6CidrBlockState")) is { } ipv6)
        {
            subnet.Associate(new CidrAssociation(ipv6.Text("AssociationId") ?? "", LoadScene.Range(ipv6.Required("Ipv6CidrBlock"))));
        }

        LoadScene.SetTags(subnet, data);
    }

    public static void AddRouteTable(LoadScene scene, Ec2Input data)
    {
        var vpc = scene.Vpc(data.Text("VpcId"));
        var table = scene.Region.RouteTables.Add(new RouteTable(data.Required("RouteTableId")) { Vpc = vpc });
        foreach (var one in data.Items("Associations").Where(one => one.Text("SubnetId") is not null || one.Flag("Main") is true))
        {
            var subnet = one.Text("SubnetId") is { } id ? scene.Subnet(id, vpc.Id, null) : null;
            table.Associations.Add(new RouteTableAssociation(one.Text("RouteTableAssociationId") ?? "", one.Flag("Main") is true, subnet));
        }

        if (table.IsMain)
        {
            vpc.MainRouteTable = table;
        }

        table.Routes.AddRange(data.Items("Routes").Select(Route));
        LoadScene.SetTags(table, data);
    }

    private static Route Route(Ec2Input data)
    {
        var destination = data.Text("DestinationPrefixListId") is { } list
            ? RouteDestination.PrefixList(list)
            : RouteDestination.Range(LoadScene.Range(data.Text("DestinationCidrBlock") ?? data.Required("DestinationIpv6CidrBlock")));
        var member = Array.Find(s_targets, name => data.Text(name) is { Length: > 0 }) ?? "GatewayId";
        return new Route(destination, member, data.Text(member) ?? "", data.Text("Origin") ?? "CreateRoute")
        {
            LoadedState = data.Text("State"),
        };
    }

    private static bool IsThere(Ec2Input range, string member) => range.Item(member)?.Text("State") is null or "associated" or "associating";
}
