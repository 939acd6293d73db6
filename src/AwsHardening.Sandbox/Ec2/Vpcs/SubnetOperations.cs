using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Subnets, their attributes and their IPv6 ranges.</summary>
internal static class SubnetOperations
{
    private static readonly Describe<Subnet> s_describe = new("DescribeSubnets", "Subnets")
    {
        Ids = "SubnetIds",
        Shape = subnet => subnet.Shape(),
        Filters = new()
        {
            { "subnet-id", subnet => subnet.Id },
            { "subnet-arn", subnet => subnet.Arn },
            { "vpc-id", subnet => subnet.Vpc.Id },
            { "owner-id", subnet => subnet.Vpc.Region.State.Options.AccountId },
            { "state", subnet => subnet.Status },
            { "cidr-block", subnet => subnet.Cidr.ToString() },
            { "cidr", subnet => subnet.Cidr.ToString() },
            { "cidrBlock", subnet => subnet.Cidr.ToString() },
            { "availability-zone", subnet => subnet.Zone.Name },
            { "availabilityZone", subnet => subnet.Zone.Name },
            { "availability-zone-id", subnet => subnet.Zone.Id },
            { "available-ip-address-count", subnet => subnet.Addresses.FreeCount.ToString() },
            { "default-for-az", subnet => subnet.DefaultForAz },
            { "defaultForAz", subnet => subnet.DefaultForAz },
            { "map-public-ip-on-launch", subnet => subnet.MapPublicIpOnLaunch },
            { "ipv6-native", _ => false },
            { "ipv6-cidr-block-association.ipv6-cidr-block", subnet => subnet.Ipv6?.Cidr.ToString() },
            { "ipv6-cidr-block-association.association-id", subnet => subnet.Ipv6?.Id },
            { "ipv6-cidr-block-association.state", subnet => subnet.Ipv6 is null ? null : "associated" },
        },
    };

    public static void Register(OperationTable table)
    {
        table.Add(s_describe, region => region.Subnets);
        table.Add("CreateSubnet", Create);
        table.Add("DeleteSubnet", Delete);
        table.Add("ModifySubnetAttribute", ModifyAttribute);
        table.Add("AssociateSubnetCidrBlock", AssociateCidr);
    }

    private static JsonObject Create(Ec2Call call)
    {
        var vpc = call.Region.Vpcs.Get(call.Input.Required("VpcId"));
        var cidr = ReadCidr(call, vpc);
        var zone = ReadZone(call);
        var ipv6 = call.Input.Text("Ipv6CidrBlock") is { } text ? ReadIpv6(text, vpc) : (Cidr?)null;
        var tags = call.NewTags(ResourceKind.Subnet);
        call.StopIfDryRun();
        var subnet = call.Region.Subnets.Add(new Subnet(call.NewId(ResourceKind.Subnet), vpc, cidr, zone)
        {
            Acl = vpc.DefaultAcl,
            AclAssociationId = call.NewId("aclassoc"),
        });
        subnet.SetTags(tags);
        if (ipv6 is { } range)
        {
            subnet.Associate(new CidrAssociation(call.NewId("subnet-cidr-assoc"), range));
        }

        call.State.Later(() => subnet.Status = "available");
        return Json.Of(("Subnet", subnet.Shape()));
    }

    private static Cidr ReadCidr(Ec2Call call, Vpc vpc)
    {
        var text = call.Input.Required("CidrBlock");
        var cidr = Cidr.Parse(text, ipv6: false) ?? throw Ec2Errors.NotACidr(text, "cidrBlock");
        if (cidr.Prefix is < 16 or > 28 || !vpc.Cidrs.Exists(association => association.Cidr.Contains(cidr)))
        {
            throw new AwsErrorException("InvalidSubnet.Range", $"The CIDR '{text}' is invalid.");
        }

        return call.Region.Subnets.Rows.Any(subnet => subnet.Vpc == vpc && subnet.Cidr.Overlaps(cidr))
            ? throw Conflict(text)
            : cidr;
    }

    private static Cidr ReadIpv6(string text, Vpc vpc)
    {
        var cidr = Cidr.Parse(text, ipv6: true) ?? throw Ec2Errors.NotACidr(text, "ipv6CidrBlock");
        if (cidr.Prefix != 64 || !vpc.Ipv6Cidrs.Exists(association => association.Cidr.Contains(cidr)))
        {
            throw new AwsErrorException("InvalidSubnet.Range", $"The CIDR '{text}' is invalid.");
        }

        return vpc.Region.Subnets.Rows.Any(subnet => subnet.Vpc == vpc && subnet.Ipv6?.Cidr.Overlaps(cidr) == true)
            ? throw Conflict(text)
            : cidr;
    }

    private static AwsErrorException Conflict(string cidr) =>
        new("InvalidSubnet.Conflict", $"The CIDR '{cidr}' conflicts with another subnet");

    private static Zone ReadZone(Ec2Call call)
    {
        var zones = call.Region.Zones.ToList();
        var (name, id) = (call.Input.Text("AvailabilityZone"), call.Input.Text("AvailabilityZoneId"));
        return (name ?? id) is null
            ? zones[0]
            : zones.Find(zone => zone.Name == name || zone.Id == id) ?? throw Ec2Errors.InvalidValue(
                $"Value ({name ?? id}) for parameter availabilityZone is invalid. Subnets can currently only be created in "
                + $"the following availability zones: {string.Join(", ", zones.Select(zone => zone.Name))}.");
    }

    private static JsonObject Delete(Ec2Call call)
    {
        var subnet = call.Region.Subnets.Get(call.Input.Required("SubnetId"));
        if (call.Region.NetworkInterfaces.Rows.Any(eni => eni.Subnet == subnet))
        {
            throw Ec2Errors.HasDependencies("subnet", subnet.Id);
        }

        call.StopIfDryRun();
        foreach (var table in call.Region.RouteTables.Rows)
        {
            table.Associations.RemoveAll(association => association.Subnet == subnet);
        }

        call.Region.Subnets.Remove(subnet);
        return Json.Nothing();
    }

    private static JsonObject ModifyAttribute(Ec2Call call)
    {
        var subnet = call.Region.Subnets.Get(call.Input.Required("SubnetId"));
        var assignIpv6 = call.Input.Attribute("AssignIpv6AddressOnCreation");
        if (assignIpv6 is true && subnet.Ipv6 is null)
        {
            throw Ec2Errors.InvalidValue(
                $"Invalid value 'true' for assignIpv6AddressOnCreation. Subnet '{subnet.Id}' does not have an IPv6 CIDR block.");
        }

        subnet.MapPublicIpOnLaunch = call.Input.Attribute("MapPublicIpOnLaunch") ?? subnet.MapPublicIpOnLaunch;
        subnet.AssignIpv6AddressOnCreation = assignIpv6 ?? subnet.AssignIpv6AddressOnCreation;
        return Json.Nothing();
    }

    private static JsonObject AssociateCidr(Ec2Call call)
    {
        var subnet = call.Region.Subnets.Get(call.Input.Required("SubnetId"));
        var range = ReadIpv6(call.Input.Required("Ipv6CidrBlock"), subnet.Vpc);
        if (subnet.Ipv6 is not null)
        {
            throw new AwsErrorException(
                "SubnetCidrLimitExceeded", $"This subnet '{subnet.Id}' has met its maximum number of allowed CIDRs: 1");
        }

        subnet.Associate(new CidrAssociation(call.NewId("subnet-cidr-assoc"), range));
        return Json.Of(("SubnetId", subnet.Id), ("Ipv6CidrBlockAssociation", subnet.Ipv6!.ShapeOfSubnetIpv6()));
    }
}
