using System.Text.Json.Nodes;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Ec2;

public class Ec2SecurityGroupTests
{
    private readonly Ec2Bench _bench = new();
    private readonly string _vpc;

    public Ec2SecurityGroupTests() => _vpc = _bench.Vpc();

    [Fact]
    public void The_default_group_admits_itself_and_lets_everything_out()
    {
        var rules = _bench.Rules(_bench.DefaultGroup(_vpc));
        var ingress = rules.Single(rule => !(bool)rule!["IsEgress"]!)!;
        Assert.Equal(_bench.DefaultGroup(_vpc), (string)ingress["ReferencedGroupInfo"]!["GroupId"]!);
        Assert.Equal(("-1", -1), ((string)ingress["IpProtocol"]!, (int)ingress["FromPort"]!));
        Assert.Equal("0.0.0.0/0", (string)rules.Single(rule => (bool)rule!["IsEgress"]!)!["CidrIpv4"]!);
    }

    [Fact]
    public void A_new_group_lets_everything_out_and_nothing_in()
    {
        var rule = _bench.Rules(_bench.Group(_vpc)).Single()!;
        Assert.True((bool)rule["IsEgress"]!);
        Assert.Equal("0.0.0.0/0", (string)rule["CidrIpv4"]!);
    }

    [Fact]
    public void A_new_group_of_a_vpc_with_ipv6_lets_ipv6_out_too()
    {
        _bench.Call("AssociateVpcCidrBlock", new { VpcId = _vpc, AmazonProvidedIpv6CidrBlock = true });
        Assert.Contains(_bench.Rules(_bench.Group(_vpc)), rule => (string?)rule!["CidrIpv6"] == "::/0");
        Assert.Contains(_bench.Rules(_bench.DefaultGroup(_vpc)), rule => (string?)rule!["CidrIpv6"] == "::/0");
    }

    [Theory]
    [InlineData("default", "d", "InvalidParameterValue")]
    [InlineData("sg-mine", "d", "InvalidParameterValue")]
    [InlineData("naïve", "d", "InvalidParameterValue")]
    [InlineData("fine", "quoted \"text\"", "InvalidParameterValue")]
    [InlineData("taken", "d", "InvalidGroup.Duplicate")]
    [InlineData("", "d", "MissingParameter")]
    public void A_bad_name_or_description_is_refused(string name, string description, string code)
    {
        _bench.Group(_vpc, "taken");
        Assert.Equal(
            code, _bench.Refused("CreateSecurityGroup", new { GroupName = name, Description = description, VpcId = _vpc }).Code);
    }

    [Fact]
    public void A_group_without_a_vpc_needs_a_default_vpc() => Assert.Equal(
        "VPCIdNotSpecified", _bench.Refused("CreateSecurityGroup", new { GroupName = "a", Description = "b" }).Code);

    [Fact]
    public void A_name_is_free_in_another_vpc_and_255_characters_fit()
    {
        _bench.Group(_vpc, new string('n', 255));
        _bench.Group(_bench.Vpc("10.1.0.0/16"), new string('n', 255));
        Assert.Equal("InvalidParameterValue", _bench.Refused(
            "CreateSecurityGroup", new { GroupName = new string('n', 256), Description = "d", VpcId = _vpc }).Code);
    }

    [Fact]
    public void The_default_group_cannot_be_deleted()
    {
        var group = _bench.DefaultGroup(_vpc);
        var error = _bench.Refused("DeleteSecurityGroup", new { GroupId = group });
        Assert.Equal("CannotDelete", error.Code);
        Assert.Equal($"the specified group: \"{group}\" name: \"default\" cannot be deleted by a user", error.Message);
    }

    [Fact]
    public void A_group_in_use_cannot_be_deleted()
    {
        var group = _bench.Group(_vpc);
        var eni = _bench.Interface(_bench.Subnet(_vpc), group);
        var error = _bench.Refused("DeleteSecurityGroup", new { GroupId = group });
        Assert.Equal(("DependencyViolation", $"resource {group} has a dependent object"), (error.Code, error.Message));
        _bench.Call("DeleteNetworkInterface", new { NetworkInterfaceId = eni });
        _bench.Call("DeleteSecurityGroup", new { GroupId = group });
        Assert.Equal("InvalidGroup.NotFound", _bench.Refused("DescribeSecurityGroups", new { GroupIds = new[] { group } }).Code);
    }

    [Fact]
    public void A_group_that_another_names_cannot_be_deleted_and_its_own_reference_does_not_matter()
    {
        var (group, other) = (_bench.Group(_vpc), _bench.Group(_vpc, "other"));
        var own = new { GroupId = group, IpPermissions = new[] { Ec2Bench.TcpFromGroup(22, group) } };
        var foreign = new { GroupId = other, IpPermissions = new[] { Ec2Bench.TcpFromGroup(22, group) } };
        _bench.Call("AuthorizeSecurityGroupIngress", own);
        _bench.Call("AuthorizeSecurityGroupIngress", foreign);
        Assert.Equal("DependencyViolation", _bench.Refused("DeleteSecurityGroup", new { GroupId = group }).Code);
        _bench.Call("RevokeSecurityGroupIngress", foreign);
        Assert.Equal(group, (string)_bench.Call("DeleteSecurityGroup", new { GroupId = group })["GroupId"]!);
        Assert.Empty(_bench.List("DescribeSecurityGroupRules", "SecurityGroupRules", new { Filters = Ec2Bench.Filter(("group-id", group)) }));
    }

    [Fact]
    public void Rules_are_shown_gathered_by_protocol_and_ports()
    {
        var group = _bench.Group(_vpc);
        _bench.Authorize(group, 22, "10.1.0.0/16");
        _bench.Authorize(group, 443, "10.3.0.0/16");
        _bench.Call("AuthorizeSecurityGroupIngress", new
        {
            GroupId = group,
            IpPermissions = new object[]
            {
                Ec2Bench.Tcp(22, "10.2.0.0/16", "bastion"),
                Ec2Bench.TcpFromGroup(22, group),
                new { IpProtocol = "-1", PrefixListIds = new[] { new { PrefixListId = "pl-63a5400a", Description = "s3" } } },
            },
        });
        var permissions = (JsonArray)_bench.List(
            "DescribeSecurityGroups", "SecurityGroups", new { GroupIds = new[] { group } })[0]!["IpPermissions"]!;
        Assert.Equal(3, permissions.Count);
        var ssh = permissions.Single(permission => (int?)permission!["FromPort"] == 22)!;
        Assert.Equal(
            """[{"CidrIp":"10.1.0.0/16"},{"CidrIp":"10.2.0.0/16","Description":"bastion"}]""", ssh["IpRanges"]!.ToJsonString());
        Assert.Equal($$"""[{"GroupId":"{{group}}","UserId":"123456789012"}]""", ssh["UserIdGroupPairs"]!.ToJsonString());
        var all = permissions.Single(permission => (string)permission!["IpProtocol"]! == "-1")!;
        Assert.Null(all["FromPort"]);
        Assert.Equal("""[{"PrefixListId":"pl-63a5400a","Description":"s3"}]""", all["PrefixListIds"]!.ToJsonString());
    }
}
