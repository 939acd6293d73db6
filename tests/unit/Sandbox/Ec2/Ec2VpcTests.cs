using System.Text.Json.Nodes;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Ec2;

public class Ec2VpcTests
{
    private readonly Ec2Bench _bench = new();

    [Fact]
    public void A_vpc_comes_with_a_group_an_acl_and_a_main_route_table()
    {
        var vpc = _bench.Vpc();
        var table = _bench.List("DescribeRouteTables", "RouteTables", Of(vpc)).Single()!;
        Assert.True((bool)table["Associations"]![0]!["Main"]!);
        Assert.Equal("local", (string)table["Routes"]!.AsArray().Single()!["GatewayId"]!);
        var acl = _bench.List("DescribeNetworkAcls", "NetworkAcls", Of(vpc)).Single()!;
        Assert.Equal(
            ["100 True allow", "32767 True deny", "100 False allow", "32767 False deny"],
            acl["Entries"]!.AsArray().Select(entry => $"{entry!["RuleNumber"]} {(bool)entry["Egress"]!} {entry["RuleAction"]}"));
        Assert.Equal("default", (string)_bench.List("DescribeSecurityGroups", "SecurityGroups", Of(vpc)).Single()!["GroupName"]!);
        _bench.Call("DeleteVpc", new { VpcId = vpc });
        Assert.Empty(_bench.List("DescribeRouteTables", "RouteTables"));
        Assert.Empty(_bench.List("DescribeNetworkAcls", "NetworkAcls"));
        Assert.Empty(_bench.List("DescribeSecurityGroupRules", "SecurityGroupRules"));
    }

    [Fact]
    public void A_vpc_is_pending_when_it_is_made_and_available_when_it_is_looked_at()
    {
        Assert.Equal("pending", (string)_bench.Call("CreateVpc", new { CidrBlock = "10.0.0.0/16" })["Vpc"]!["State"]!);
        Assert.Equal("available", (string)_bench.List("DescribeVpcs", "Vpcs")[0]!["State"]!);
    }

    [Theory]
    [InlineData("10.0.0.0/15", "InvalidVpc.Range")]
    [InlineData("10.0.0.0/29", "InvalidVpc.Range")]
    [InlineData("10.0.0.0", "InvalidParameterValue")]
    [InlineData("10.0.0.256/16", "InvalidParameterValue")]
    public void A_vpc_range_has_a_size(string cidr, string code) =>
        Assert.Equal(code, _bench.Refused("CreateVpc", new { CidrBlock = cidr }).Code);

    [Fact]
    public void A_vpc_range_is_kept_in_canonical_form() => Assert.Equal(
        "10.0.0.0/16", (string)_bench.Call("CreateVpc", new { CidrBlock = "10.0.3.7/16" })["Vpc"]!["CidrBlock"]!);

    [Theory]
    [InlineData("10.1.0.0/24", "InvalidSubnet.Range")]
    [InlineData("10.0.0.0/15", "InvalidSubnet.Range")]
    [InlineData("10.0.0.0/29", "InvalidSubnet.Range")]
    [InlineData("10.0.0.128/25", "InvalidSubnet.Conflict")]
    [InlineData("nonsense", "InvalidParameterValue")]
    public void A_subnet_range_is_free_and_in_the_vpc(string cidr, string code)
    {
        var vpc = _bench.Vpc();
        _bench.Subnet(vpc);
        Assert.Equal(code, _bench.Refused("CreateSubnet", new { VpcId = vpc, CidrBlock = cidr }).Code);
    }

    [Fact]
    public void A_subnet_is_in_a_zone_of_the_region() => Assert.Equal("InvalidParameterValue", _bench.Refused(
        "CreateSubnet", new { VpcId = _bench.Vpc(), CidrBlock = "10.0.0.0/24", AvailabilityZone = "eu-west-1a" }).Code);

    [Fact]
    public void Addresses_of_a_subnet_are_counted_reserved_and_run_out()
    {
        var subnet = _bench.Subnet(_bench.Vpc(), "10.0.0.0/28");
        Assert.Equal(11, Free(subnet));
        Assert.Equal("InvalidParameterValue", Wanted(subnet, "10.0.0.3").Code);
        Assert.Equal("InvalidParameterValue", Wanted(subnet, "10.0.0.15").Code);
        Assert.Equal("InvalidParameterValue", Wanted(subnet, "10.0.0.16").Code);
        _bench.Call("CreateNetworkInterface", new { SubnetId = subnet, PrivateIpAddress = "10.0.0.5" });
        Assert.Equal("InvalidIPAddress.InUse", Wanted(subnet, "10.0.0.5").Code);
        _bench.Call("CreateNetworkInterface", new { SubnetId = subnet, SecondaryPrivateIpAddressCount = 9 });
        Assert.Equal(0, Free(subnet));
        Assert.Equal("InsufficientFreeAddressesInSubnet", _bench.Refused("CreateNetworkInterface", new { SubnetId = subnet }).Code);
    }

    [Fact]
    public void A_subnet_or_vpc_with_something_in_it_stays()
    {
        var vpc = _bench.Vpc();
        var subnet = _bench.Subnet(vpc);
        var eni = _bench.Interface(subnet);
        Assert.Equal("DependencyViolation", _bench.Refused("DeleteSubnet", new { SubnetId = subnet }).Code);
        Assert.Equal("DependencyViolation", _bench.Refused("DeleteVpc", new { VpcId = vpc }).Code);
        _bench.Call("DeleteNetworkInterface", new { NetworkInterfaceId = eni });
        _bench.Call("DeleteSubnet", new { SubnetId = subnet });
        var acl = (string)_bench.Call("CreateNetworkAcl", new { VpcId = vpc })["NetworkAcl"]!["NetworkAclId"]!;
        Assert.Equal("DependencyViolation", _bench.Refused("DeleteVpc", new { VpcId = vpc }).Code);
        _bench.Call("DeleteNetworkAcl", new { NetworkAclId = acl });
        _bench.Call("DeleteVpc", new { VpcId = vpc });
    }

    [Fact]
    public void Attributes_are_changed_one_at_a_time()
    {
        var vpc = _bench.Vpc();
        _bench.Call("ModifyVpcAttribute", new { VpcId = vpc, EnableDnsHostnames = new { Value = true } });
        var attribute = _bench.Call("DescribeVpcAttribute", new { VpcId = vpc, Attribute = "enableDnsHostnames" });
        Assert.True((bool)attribute["EnableDnsHostnames"]!["Value"]!);
        Assert.Equal("InvalidParameterCombination", _bench.Refused("ModifyVpcAttribute", new
        {
            VpcId = vpc, EnableDnsHostnames = new { Value = true }, EnableDnsSupport = new { Value = true },
        }).Code);
        Assert.Equal("InvalidParameterValue", _bench.Refused("DescribeVpcAttribute", new { VpcId = vpc, Attribute = "x" }).Code);
    }

    [Fact]
    public void Ipv6_reaches_the_vpc_the_subnet_and_the_interface()
    {
        var vpc = _bench.Vpc();
        var range = (string)_bench.Call("AssociateVpcCidrBlock", new { VpcId = vpc, AmazonProvidedIpv6CidrBlock = true })
            ["Ipv6CidrBlockAssociation"]!["Ipv6CidrBlock"]!;
        Assert.EndsWith("/56", range, StringComparison.Ordinal);
        var subnet = _bench.Subnet(vpc);
        Assert.Equal("InvalidParameterValue", _bench.Refused(
            "CreateNetworkInterface", new { SubnetId = subnet, Ipv6AddressCount = 1 }).Code);
        var ipv6 = range.Replace("/56", "/64", StringComparison.Ordinal);
        _bench.Call("AssociateSubnetCidrBlock", new { SubnetId = subnet, Ipv6CidrBlock = ipv6 });
        Assert.Equal("SubnetCidrLimitExceeded", _bench.Refused("AssociateSubnetCidrBlock", new
        {
            SubnetId = subnet, Ipv6CidrBlock = ipv6.Replace("00::", "01::", StringComparison.Ordinal),
        }).Code);
        _bench.Call("ModifySubnetAttribute", new { SubnetId = subnet, AssignIpv6AddressOnCreation = new { Value = true } });
        var eni = _bench.Interface(subnet);
        _bench.Call("AssignIpv6Addresses", new { NetworkInterfaceId = eni, Ipv6AddressCount = 1 });
        var addresses = _bench.List("DescribeNetworkInterfaces", "NetworkInterfaces")[0]!["Ipv6Addresses"]!.AsArray();
        Assert.Equal(2, addresses.Count);
        var acl = _bench.List("DescribeNetworkAcls", "NetworkAcls")[0]!;
        Assert.Contains(acl["Entries"]!.AsArray(), entry => (int)entry!["RuleNumber"]! == 101 && (string?)entry["Ipv6CidrBlock"] == "::/0");
        Assert.Equal("CidrLimitExceeded", _bench.Refused(
            "AssociateVpcCidrBlock", new { VpcId = vpc, AmazonProvidedIpv6CidrBlock = true }).Code);
    }

    [Fact]
    public void A_further_range_is_local_in_every_route_table_and_has_room_for_subnets()
    {
        var vpc = _bench.Vpc();
        _bench.Call("AssociateVpcCidrBlock", new { VpcId = vpc, CidrBlock = "10.9.0.0/16" });
        _bench.Subnet(vpc, "10.9.0.0/24");
        Assert.Equal(2, _bench.List("DescribeRouteTables", "RouteTables")[0]!["Routes"]!.AsArray().Count);
        Assert.Equal("InvalidVpc.Conflict", _bench.Refused("AssociateVpcCidrBlock", new { VpcId = vpc, CidrBlock = "10.9.0.0/20" }).Code);
    }

    [Fact]
    public void Tags_are_set_replaced_counted_and_removed()
    {
        var vpc = _bench.Vpc();
        Tag(vpc, ("a", "1"), ("b", "2"));
        Tag(vpc, ("a", "3"));
        Assert.Equal(["a=3", "b=2"], Tags());
        _bench.Call("DeleteTags", new { Resources = new[] { vpc }, Tags = new[] { new { Key = "a", Value = "1" }, new { Key = "b", Value = "2" } } });
        Assert.Equal(["a=3"], Tags());
        Assert.Equal("TagLimitExceeded", _bench.Refused("CreateTags", Request(vpc, [.. Enumerable.Range(0, 50).Select(at => ($"k{at}", ""))])).Code);
        _bench.Service.SetSystemTags("us-east-1", vpc, new Dictionary<string, string> { ["aws:x"] = "1" });
        Tag(vpc, [.. Enumerable.Range(0, 49).Select(at => ($"k{at}", ""))]);
        _bench.Call("DeleteTags", new { Resources = new[] { vpc } });
        Assert.Equal(["aws:x=1"], Tags());
    }

    [Theory]
    [InlineData("aws:mine", "v", "InvalidParameterValue")]
    [InlineData("AWS:mine", "v", "InvalidParameterValue")]
    [InlineData("", "v", "InvalidParameterValue")]
    public void Some_tags_nobody_may_set(string key, string value, string code) =>
        Assert.Equal(code, _bench.Refused("CreateTags", Request(_bench.Vpc(), (key, value))).Code);

    [Fact]
    public void Tags_have_longest_keys_and_values_and_no_twins()
    {
        var vpc = _bench.Vpc();
        Assert.Equal("InvalidParameterValue", _bench.Refused("CreateTags", Request(vpc, (new string('k', 129), ""))).Code);
        Assert.Equal("InvalidParameterValue", _bench.Refused("CreateTags", Request(vpc, ("k", new string('v', 257)))).Code);
        Assert.Equal("InvalidParameterValue", _bench.Refused("CreateTags", Request(vpc, ("k", "1"), ("k", "2"))).Code);
        Tag(vpc, (new string('k', 128), new string('v', 256)));
    }

    [Fact]
    public void Nothing_is_tagged_when_one_of_the_resources_does_not_exist()
    {
        var vpc = _bench.Vpc();
        Assert.Equal("InvalidSubnetID.NotFound", _bench.Refused("CreateTags", new
        {
            Resources = new[] { vpc, "subnet-00000000" }, Tags = new[] { new { Key = "a", Value = "b" } },
        }).Code);
        Assert.Empty(Tags());
    }

    private static object Of(string vpc) => new { Filters = Ec2Bench.Filter(("vpc-id", vpc)) };

    private static object Request(string id, params (string Key, string Value)[] tags) =>
        new { Resources = new[] { id }, Tags = tags.Select(tag => new { tag.Key, tag.Value }) };

    private void Tag(string id, params (string Key, string Value)[] tags) => _bench.Call("CreateTags", Request(id, tags));

    private IEnumerable<string> Tags() => _bench.List("DescribeTags", "Tags").Select(tag => $"{tag!["Key"]}={tag["Value"]}");

    private int Free(string subnet) => (int)_bench.List(
        "DescribeSubnets", "Subnets", new { SubnetIds = new[] { subnet } })[0]!["AvailableIpAddressCount"]!;

    private AwsHardening.Sandbox.AwsErrorException Wanted(string subnet, string address) =>
        _bench.Refused("CreateNetworkInterface", new { SubnetId = subnet, PrivateIpAddress = address });
}
