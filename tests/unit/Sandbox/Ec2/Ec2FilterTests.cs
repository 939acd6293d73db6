using System.Text.Json.Nodes;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Ec2;

public class Ec2FilterTests
{
    private readonly Ec2Bench _bench = new("Fnd203");

    [Theory]
    [InlineData("DescribeVpcs", "Vpcs", "cidr", "10.1.0.0/16", 1)]
    [InlineData("DescribeVpcs", "Vpcs", "cidr", "10.?.0.0/16", 2)]
    [InlineData("DescribeVpcs", "Vpcs", "tag:Name", "*VPC", 3)]
    [InlineData("DescribeVpcs", "Vpcs", "tag:Name", "*vpc", 0)]
    [InlineData("DescribeVpcs", "Vpcs", "tag-key", "aws:cloudformation:*", 3)]
    [InlineData("DescribeVpcs", "Vpcs", "is-default", "false", 3)]
    [InlineData("DescribeVpcs", "Vpcs", "state", "available", 3)]
    [InlineData("DescribeSubnets", "Subnets", "availability-zone", "us-east-1b", 6)]
    [InlineData("DescribeSubnets", "Subnets", "map-public-ip-on-launch", "true", 6)]
    [InlineData("DescribeSubnets", "Subnets", "cidr-block", "10.250.*", 4)]
    [InlineData("DescribeRouteTables", "RouteTables", "association.main", "true", 3)]
    [InlineData("DescribeRouteTables", "RouteTables", "route.vpc-peering-connection-id", "pcx-*", 5)]
    [InlineData("DescribeRouteTables", "RouteTables", "route.nat-gateway-id", "nat-*", 1)]
    [InlineData("DescribeSecurityGroups", "SecurityGroups", "group-name", "default", 3)]
    [InlineData("DescribeSecurityGroups", "SecurityGroups", "ip-permission.cidr", "10.1.0.0/16", 3)]
    [InlineData("DescribeSecurityGroups", "SecurityGroups", "ip-permission.from-port", "3389", 4)]
    [InlineData("DescribeSecurityGroups", "SecurityGroups", "egress.ip-permission.cidr", "10.0.0.0/16", 1)]
    [InlineData("DescribeSecurityGroups", "SecurityGroups", "egress.ip-permission.group-name", "Endpoint*", 1)]
    [InlineData("DescribeSecurityGroups", "SecurityGroups", "ip-permission.protocol", "tcp", 6)]
    [InlineData("DescribeSecurityGroups", "SecurityGroups", "description", "default VPC security group", 3)]
    [InlineData("DescribeNetworkInterfaces", "NetworkInterfaces", "interface-type", "vpc_endpoint", 8)]
    [InlineData("DescribeNetworkInterfaces", "NetworkInterfaces", "interface-type", "nat_gateway", 1)]
    [InlineData("DescribeNetworkInterfaces", "NetworkInterfaces", "requester-id", "amazon-elb", 2)]
    [InlineData("DescribeNetworkInterfaces", "NetworkInterfaces", "requester-managed", "true", 11)]
    [InlineData("DescribeNetworkInterfaces", "NetworkInterfaces", "status", "in-use", 19)]
    [InlineData("DescribeNetworkInterfaces", "NetworkInterfaces", "attachment.instance-id", "i-*", 8)]
    [InlineData("DescribeNetworkInterfaces", "NetworkInterfaces", "addresses.private-ip-address", "10.1.*", 10)]
    [InlineData("DescribeNetworkInterfaces", "NetworkInterfaces", "association.public-ip", "203.0.113.*", 7)]
    [InlineData("DescribeNetworkInterfaces", "NetworkInterfaces", "group-name", "WebApp*", 6)]
    [InlineData("DescribeInstances", "Reservations", "instance-state-name", "running", 8)]
    [InlineData("DescribeInstances", "Reservations", "tag:Name", "Services Server for AZ1", 1)]
    [InlineData("DescribeInstances", "Reservations", "instance.group-name", "PoC*", 2)]
    [InlineData("DescribeInstances", "Reservations", "key-name", "FND203DemoKP", 8)]
    [InlineData("DescribeVpcEndpoints", "VpcEndpoints", "vpc-endpoint-type", "Gateway", 1)]
    [InlineData("DescribeVpcEndpoints", "VpcEndpoints", "service-name", "com.amazonaws.us-east-1.ssm*", 2)]
    [InlineData("DescribeNetworkAcls", "NetworkAcls", "default", "true", 3)]
    [InlineData("DescribeNetworkAcls", "NetworkAcls", "entry.rule-number", "32767", 3)]
    [InlineData("DescribeVpcPeeringConnections", "VpcPeeringConnections", "status-code", "active", 2)]
    [InlineData("DescribeVpcPeeringConnections", "VpcPeeringConnections", "accepter-vpc-info.cidr-block", "10.0.0.0/16", 1)]
    [InlineData("DescribeVpnGateways", "VpnGateways", "attachment.state", "attached", 1)]
    [InlineData("DescribeInternetGateways", "InternetGateways", "attachment.state", "available", 2)]
    [InlineData("DescribeManagedPrefixLists", "PrefixLists", "prefix-list-name", "*.s3", 1)]
    [InlineData("DescribePrefixLists", "PrefixLists", "prefix-list-name", "com.amazonaws.us-east-1.*", 2)]
    [InlineData("DescribeKeyPairs", "KeyPairs", "key-name", "FND203*", 1)]
    [InlineData("DescribeAddresses", "Addresses", "domain", "vpc", 1)]
    public void A_filter_finds_what_matches(string operation, string list, string name, string value, int count) =>
        Assert.Equal(count, _bench.List(operation, list, new { Filters = Ec2Bench.Filter((name, value)) }).Count);

    [Fact]
    public void Values_of_one_filter_are_alternatives_and_filters_must_all_hold()
    {
        Assert.Equal(2, _bench.List("DescribeVpcs", "Vpcs", new
        {
            Filters = new[] { new { Name = "cidr", Values = new[] { "10.0.0.0/16", "10.1.0.0/16", "172.16.0.0/12" } } },
        }).Count);
        Assert.Single(_bench.List("DescribeSubnets", "Subnets", new
        {
            Filters = Ec2Bench.Filter(("tag:Name", "Web App DB*"), ("availability-zone", "us-east-1a")),
        }));
    }

    [Fact]
    public void A_backslash_takes_a_wildcard_literally()
    {
        var vpc = (string)_bench.List("DescribeVpcs", "Vpcs")[0]!["VpcId"]!;
        _bench.Call("CreateTags", new { Resources = new[] { vpc }, Tags = new[] { new { Key = "pattern", Value = "a*b" } } });
        Assert.Single(_bench.List("DescribeVpcs", "Vpcs", new { Filters = Ec2Bench.Filter(("tag:pattern", @"a\*b")) }));
        _bench.Call("CreateTags", new { Resources = new[] { vpc }, Tags = new[] { new { Key = "pattern", Value = "axb" } } });
        Assert.Empty(_bench.List("DescribeVpcs", "Vpcs", new { Filters = Ec2Bench.Filter(("tag:pattern", @"a\*b")) }));
    }

    [Fact]
    public void Ids_and_filters_must_both_hold()
    {
        var group = _bench.List("DescribeSecurityGroups", "SecurityGroups")[0]!;
        Assert.Empty(_bench.List("DescribeSecurityGroups", "SecurityGroups", new
        {
            GroupIds = new[] { (string)group["GroupId"]! },
            Filters = Ec2Bench.Filter(("group-name", "no such name")),
        }));
    }

    [Fact]
    public void Two_hundred_values_fit_a_call() => Assert.Equal("FilterLimitExceeded", _bench.Refused("DescribeVpcs", new
    {
        Filters = new[] { new { Name = "cidr", Values = Enumerable.Range(0, 201).Select(at => $"10.{at}.0.0/16") } },
    }).Code);

    [Fact]
    public void Nat_gateways_take_their_filters_by_another_member_name() => Assert.Single(_bench.List(
        "DescribeNatGateways", "NatGateways", new { Filter = Ec2Bench.Filter(("state", "available")) }));
}
