using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>VPCs, their attributes and their ranges.</summary>
internal static class VpcOperations
{
    private const int CidrsPerVpc = 5;

    private static readonly Describe<Vpc> s_describe = new("DescribeVpcs", "Vpcs")
    {
        Ids = "VpcIds",
        Shape = vpc => vpc.Shape(),
        Filters = new()
        {
            { "vpc-id", vpc => vpc.Id },
            { "cidr", vpc => vpc.Cidrs[0].Cidr.ToString() },
            { "cidr-block-association.cidr-block", vpc => vpc.Cidrs.Select(association => association.Cidr.ToString()) },
            { "cidr-block-association.association-id", vpc => vpc.Cidrs.Select(association => association.Id) },
            { "cidr-block-association.state", _ => "associated" },
            { "ipv6-cidr-block-association.ipv6-cidr-block", vpc => vpc.Ipv6Cidrs.Select(association => association.Cidr.ToString()) },
            { "ipv6-cidr-block-association.association-id", vpc => vpc.Ipv6Cidrs.Select(association => association.Id) },
            { "ipv6-cidr-block-association.state", vpc => vpc.Ipv6Cidrs.Select(_ => "associated") },
            { "ipv6-cidr-block-association.ipv6-pool", vpc => vpc.Ipv6Cidrs.Select(_ => "Amazon") },
            { "dhcp-options-id", vpc => vpc.DhcpOptionsId },
            { "is-default", vpc => vpc.IsDefault },
            { "isDefault", vpc => vpc.IsDefault },
            { "owner-id", vpc => vpc.Region.State.Options.AccountId },
            { "state", vpc => vpc.Status },
        },
    };

    public static void Register(OperationTable table)
    {
        table.Add(s_describe, region => region.Vpcs);
        table.Add("CreateVpc", Create);
        table.Add("DeleteVpc", Delete);
        table.Add("ModifyVpcAttribute", ModifyAttribute);
        table.Add("DescribeVpcAttribute", DescribeAttribute);
        table.Add("AssociateVpcCidrBlock", AssociateCidr);
    }

    private static JsonObject Create(Ec2Call call)
    {
        var cidr = ReadCidr(call);
        var tags = call.NewTags(ResourceKind.Vpc);
        var tenancy = call.Input.Text("InstanceTenancy") ?? "default";
        if (tenancy is not ("default" or "dedicated"))
        {
            throw new AwsErrorException("UnsupportedTenancy", $"The tenancy value {tenancy} is not supported.");
        }

        if (call.Region.Vpcs.Rows.Count >= call.Options.VpcsPerRegion)
        {
            throw new AwsErrorException("VpcLimitExceeded", "The maximum number of VPCs has been reached.");
        }

        call.StopIfDryRun();
        var vpc = VpcMaker.Make(call, cidr, tenancy);
        vpc.SetTags(tags);
        if (call.Input.Flag("AmazonProvidedIpv6CidrBlock") is true)
        {
            VpcMaker.AddIpv6(call, vpc);
        }

        return Json.Of(("Vpc", vpc.Shape()));
    }

    private static Cidr ReadCidr(Ec2Call call)
    {
        var text = call.Input.Required("CidrBlock");
        var cidr = Cidr.Parse(text, ipv6: false) ?? throw Ec2Errors.NotACidr(text, "cidrBlock");
        return cidr.Prefix is >= 16 and <= 28
            ? cidr
            : throw new AwsErrorException("InvalidVpc.Range", $"The CIDR '{text}' is invalid.");
    }

    private static JsonObject Delete(Ec2Call call)
    {
        var vpc = call.Region.Vpcs.Get(call.Input.Required("VpcId"));
        if (VpcDependencies.Any(vpc))
        {
            throw Ec2Errors.HasDependencies("vpc", vpc.Id);
        }

        call.StopIfDryRun();
        VpcDependencies.Clear(call, vpc);
        return Json.Nothing();
    }

    private static JsonObject ModifyAttribute(Ec2Call call)
    {
        var vpc = call.Region.Vpcs.Get(call.Input.Required("VpcId"));
        var attributes = new[] { "EnableDnsSupport", "EnableDnsHostnames", "EnableNetworkAddressUsageMetrics" }
            .Where(call.Input.Has).ToList();
        if (attributes.Count != 1)
        {
            throw attributes.Count == 0
                ? Ec2Errors.MissingParameter("EnableDnsSupport or EnableDnsHostnames")
                : Ec2Errors.InvalidCombination("Fields for multiple attribute types specified: " + string.Join(", ", attributes));
        }

        call.StopIfDryRun();
        vpc.EnableDnsSupport = call.Input.Attribute("EnableDnsSupport") ?? vpc.EnableDnsSupport;
        vpc.EnableDnsHostnames = call.Input.Attribute("EnableDnsHostnames") ?? vpc.EnableDnsHostnames;
        vpc.EnableNetworkAddressUsageMetrics =
            call.Input.Attribute("EnableNetworkAddressUsageMetrics") ?? vpc.EnableNetworkAddressUsageMetrics;
        return Json.Nothing();
    }

    private static JsonObject DescribeAttribute(Ec2Call call)
    {
        var vpc = call.Region.Vpcs.Get(call.Input.Required("VpcId"));
        var attribute = call.Input.Required("Attribute");
        var (member, value) = attribute switch
        {
            "enableDnsSupport" => ("EnableDnsSupport", vpc.EnableDnsSupport),
            "enableDnsHostnames" => ("EnableDnsHostnames", vpc.EnableDnsHostnames),
            "enableNetworkAddressUsageMetrics" => ("EnableNetworkAddressUsageMetrics", vpc.EnableNetworkAddressUsageMetrics),
            _ => throw Ec2Errors.InvalidValue($"Value ({attribute}) for parameter attribute is invalid. Unknown attribute."),
        };
        call.StopIfDryRun();
        return Json.Of(("VpcId", vpc.Id), (member, Json.Of(("Value", value))));
    }

    private static JsonObject AssociateCidr(Ec2Call call)
    {
        var vpc = call.Region.Vpcs.Get(call.Input.Required("VpcId"));
        if (call.Input.Flag("AmazonProvidedIpv6CidrBlock") is true)
        {
            return vpc.Ipv6Cidrs.Count == 0
                ? Json.Of(
                    ("VpcId", vpc.Id),
                    ("Ipv6CidrBlockAssociation", VpcMaker.AddIpv6(call, vpc).ShapeOfVpcIpv6(call.Region.Name)))
                : throw LimitReached(vpc, 1);
        }

        var cidr = ReadCidr(call);
        if (vpc.Cidrs.Count >= CidrsPerVpc)
        {
            throw LimitReached(vpc, CidrsPerVpc);
        }

        if (vpc.Cidrs.Exists(association => association.Cidr.Overlaps(cidr)))
        {
            throw new AwsErrorException("InvalidVpc.Conflict", $"The CIDR '{cidr}' conflicts with another CIDR block of the VPC.");
        }

        var added = new CidrAssociation(call.NewId("vpc-cidr-assoc"), cidr);
        vpc.Cidrs.Add(added);
        foreach (var table in call.Region.RouteTables.Rows.Where(table => table.Vpc == vpc))
        {
            table.Routes.Add(Route.Local(cidr));
        }

        return Json.Of(("VpcId", vpc.Id), ("CidrBlockAssociation", added.ShapeOfVpc()));
    }

    private static AwsErrorException LimitReached(Vpc vpc, int limit) =>
        new("CidrLimitExceeded", $"This network '{vpc.Id}' has met its maximum number of allowed CIDRs: {limit}");
}
