using System.Text.Json.Nodes;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Ec2;

public class Ec2AuthorizeTests
{
    private readonly Ec2Bench _bench = new();
    private readonly string _group;

    public Ec2AuthorizeTests() => _group = _bench.Group(_bench.Vpc());

    [Theory]
    [InlineData("tcp", 22, 22, "10.0.0.0/33", "InvalidParameterValue", "CIDR block 10.0.0.0/33 is malformed")]
    [InlineData("tcp", 22, 22, "10.0.0.1", "InvalidParameterValue", "CIDR block 10.0.0.1 is malformed")]
    [InlineData("tcp", 22, 22, "10.0/16", "InvalidParameterValue", "CIDR block 10.0/16 is malformed")]
    [InlineData("tcp", 22, 22, "2001:db8::/32", "InvalidParameterValue", "CIDR block 2001:db8::/32 is malformed")]
    [InlineData("tcp", 90, 80, "10.0.0.0/16", "InvalidParameterValue", "Invalid TCP/UDP port range (90:80)")]
    [InlineData("tcp", -1, 80, "10.0.0.0/16", "InvalidParameterValue", "TCP/UDP port (-1) out of range")]
    [InlineData("udp", 0, 65536, "10.0.0.0/16", "InvalidParameterValue", "TCP/UDP port (65536) out of range")]
    [InlineData(
        "tcp", null, 80, "10.0.0.0/16", "InvalidParameterValue",
        "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.")]
    [InlineData("icmp", 256, 0, "10.0.0.0/16", "InvalidParameterValue", "ICMP type (256) out of range")]
    [InlineData("icmp", -1, 3, "10.0.0.0/16", "InvalidParameterValue", "ICMP code (3) out of range")]
    [InlineData("ipx", 1, 1, "10.0.0.0/16", "InvalidParameterValue", "Invalid value 'ipx' for IP protocol. Unknown protocol.")]
    [InlineData("256", 1, 1, "10.0.0.0/16", "InvalidParameterValue", "Invalid value '256' for IP protocol. Unknown protocol.")]
    [InlineData(null, 1, 1, "10.0.0.0/16", "MissingParameter", "The request must contain the parameter IpProtocol")]
    [InlineData("tcp", 1, 1, null, "MissingParameter", null)]
    public void A_rule_that_is_wrong_is_refused(string? protocol, int? from, int? to, string? cidr, string code, string? message)
    {
        var error = _bench.Refused("AuthorizeSecurityGroupIngress", new
        {
            GroupId = _group,
            IpPermissions = new[]
            {
                new { IpProtocol = protocol, FromPort = from, ToPort = to, IpRanges = cidr is null ? [] : new[] { new { CidrIp = cidr } } },
            },
        });
        Assert.Equal(code, error.Code);
        Assert.Equal(message ?? error.Message, error.Message);
    }

    [Theory]
    [InlineData("6", "tcp")]
    [InlineData("TCP", "tcp")]
    [InlineData("17", "udp")]
    [InlineData("1", "icmp")]
    [InlineData("58", "icmpv6")]
    [InlineData("50", "50")]
    [InlineData("-1", "-1")]
    public void Protocols_are_named_as_aws_names_them(string given, string kept)
    {
        var rule = _bench.Call("AuthorizeSecurityGroupIngress", new
        {
            GroupId = _group,
            IpPermissions = new[] { new { IpProtocol = given, FromPort = 8, ToPort = 8, IpRanges = new[] { new { CidrIp = "10.0.0.0/8" } } } },
        })["SecurityGroupRules"]![0]!;
        Assert.Equal(kept, (string)rule["IpProtocol"]!);
        Assert.Equal(kept is "50" or "-1" ? -1 : 8, (int)rule["FromPort"]!);
    }

    [Fact]
    public void A_range_with_host_bits_is_kept_in_canonical_form_and_is_a_duplicate_of_it()
    {
        Assert.Equal("100.68.0.0/18", (string)_bench.Authorize(_group, 22, "100.68.0.18/18")["CidrIpv4"]!);
        Assert.Equal("InvalidPermission.Duplicate", Authorize(Ec2Bench.Tcp(22, "100.68.0.0/18")).Code);
        var ipv6 = _bench.Call("AuthorizeSecurityGroupIngress", new
        {
            GroupId = _group,
            IpPermissions = new[] { new { IpProtocol = "-1", Ipv6Ranges = new[] { new { CidrIpv6 = "2001:DB8:0::1/32" } } } },
        });
        Assert.Equal("2001:db8::/32", (string)ipv6["SecurityGroupRules"]![0]!["CidrIpv6"]!);
    }

    [Fact]
    public void A_duplicate_is_refused_in_the_words_of_aws()
    {
        _bench.Authorize(_group, 22, "10.0.0.0/16");
        var error = Authorize(Ec2Bench.Tcp(22, "10.0.0.0/16", "another description"));
        Assert.Equal("InvalidPermission.Duplicate", error.Code);
        Assert.Equal(
            "the specified rule \"peer: 10.0.0.0/16, TCP, from port: 22, to port: 22, ALLOW\" already exists", error.Message);
    }

    [Fact]
    public void The_same_rule_twice_in_one_request_is_refused() => Assert.Equal(
        "The same permission must not appear multiple times",
        Authorize(Ec2Bench.Tcp(22, "10.0.0.0/16"), Ec2Bench.Tcp(22, "10.0.0.7/16")).Message);

    [Fact]
    public void All_rules_of_a_request_come_or_none()
    {
        _bench.Authorize(_group, 22, "10.0.0.0/16");
        var before = _bench.Rules(_group).ToJsonString();
        Authorize(Ec2Bench.Tcp(80, "10.0.0.0/16"), Ec2Bench.Tcp(22, "10.0.0.0/16"));
        Authorize(Ec2Bench.Tcp(80, "10.0.0.0/16"), Ec2Bench.TcpFromGroup(22, "sg-00000000"));
        Assert.Equal(before, _bench.Rules(_group).ToJsonString());
    }

    [Theory]
    [InlineData("a\"b")]
    [InlineData("a<b")]
    [InlineData("größe")]
    [InlineData("tab\there")]
    public void A_description_has_a_narrow_alphabet(string description) => Assert.StartsWith(
        "Invalid rule description.", Authorize(Ec2Bench.Tcp(22, "10.0.0.0/16", description)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_description_has_at_most_255_characters_of_the_whole_alphabet()
    {
        const string Alphabet = "abcXYZ019 ._-:/()#,@[]+=&;{}!$*";
        Assert.Equal("InvalidParameterValue", Authorize(Ec2Bench.Tcp(22, "10.0.0.0/16", new string('x', 256))).Code);
        var description = Alphabet + new string('x', 255 - Alphabet.Length);
        var rule = _bench.Call("AuthorizeSecurityGroupIngress", new
        {
            GroupId = _group,
            IpPermissions = new[] { Ec2Bench.Tcp(22, "10.0.0.0/16", description) },
        })["SecurityGroupRules"]![0]!;
        Assert.Equal(description, (string)rule["Description"]!);
    }

    [Fact]
    public void Tags_of_the_request_are_on_every_new_rule()
    {
        _bench.Call("AuthorizeSecurityGroupEgress", new
        {
            GroupId = _group,
            IpPermissions = new[] { Ec2Bench.Tcp(22, "10.0.0.0/16"), Ec2Bench.Tcp(80, "10.0.0.0/16") },
            TagSpecifications = new[] { new { ResourceType = "security-group-rule", Tags = new[] { new { Key = "why", Value = "test" } } } },
        });
        Assert.Equal(2, _bench.List("DescribeSecurityGroupRules", "SecurityGroupRules", new
        {
            Filters = Ec2Bench.Filter(("tag:why", "test")),
        }).Count);
    }

    [Fact]
    public void Tags_for_another_kind_of_resource_are_refused() => Assert.Equal(
        "'security-group' is not a valid taggable resource type for this operation.",
        _bench.Refused("AuthorizeSecurityGroupEgress", new
        {
            GroupId = _group,
            IpPermissions = new[] { Ec2Bench.Tcp(22, "10.0.0.0/16") },
            TagSpecifications = new[] { new { ResourceType = "security-group", Tags = new[] { new { Key = "a", Value = "b" } } } },
        }).Message);

    [Fact]
    public void The_older_members_name_one_rule()
    {
        _bench.Call("AuthorizeSecurityGroupIngress", new
        {
            GroupId = _group, IpProtocol = "tcp", FromPort = 22, ToPort = 22, CidrIp = "10.0.0.0/16",
        });
        Assert.Contains(_bench.Rules(_group), rule => (int)rule!["FromPort"]! == 22);
    }

    [Fact]
    public void Groups_of_a_vpc_that_is_not_the_default_are_not_named_by_name()
    {
        var error = Authorize(new { IpProtocol = "-1", UserIdGroupPairs = new[] { new { GroupName = "web" } } });
        Assert.Equal("InvalidParameterValue", error.Code);
        Assert.Equal("MissingParameter", _bench.Refused("AuthorizeSecurityGroupIngress", new { GroupId = _group }).Code);
        Assert.Equal("InvalidPrefixListID.NotFound", Authorize(
            new { IpProtocol = "-1", PrefixListIds = new[] { new { PrefixListId = "pl-00000000" } } }).Code);
    }

    private AwsHardening.Sandbox.AwsErrorException Authorize(params object[] permissions) =>
        _bench.Refused("AuthorizeSecurityGroupIngress", new { GroupId = _group, IpPermissions = permissions });
}
