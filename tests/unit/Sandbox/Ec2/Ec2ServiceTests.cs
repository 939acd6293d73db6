using System.Text.Json.Nodes;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Ec2;

public class Ec2ServiceTests
{
    private readonly Ec2Bench _bench = new();

    [Fact]
    public void It_answers_the_operations_of_the_model_and_no_other() =>
        Assert.Equal(ModelCheck.Operations.Keys.Order(StringComparer.Ordinal), _bench.Service.Operations.Order(StringComparer.Ordinal));

    [Fact]
    public void An_unknown_operation_is_an_invalid_action() => Assert.Equal("InvalidAction", _bench.Refused("RunSomething").Code);

    [Fact]
    public void Regions_share_nothing()
    {
        var vpc = _bench.Vpc(region: "eu-west-1");
        Assert.Empty(_bench.List("DescribeVpcs", "Vpcs"));
        Assert.Equal("InvalidVpcID.NotFound", _bench.Refused("DescribeVpcs", new { VpcIds = new[] { vpc } }).Code);
        Assert.Single(_bench.List("DescribeVpcs", "Vpcs", new { VpcIds = new[] { vpc } }, "eu-west-1"));
    }

    [Fact]
    public void A_retried_create_with_the_same_token_makes_nothing_twice()
    {
        var subnet = _bench.Subnet(_bench.Vpc());
        var request = new { SubnetId = subnet, ClientToken = "once" };
        var first = _bench.Call("CreateNetworkInterface", request);
        Assert.Equal(first.ToJsonString(), _bench.Call("CreateNetworkInterface", request).ToJsonString());
        Assert.Single(_bench.List("DescribeNetworkInterfaces", "NetworkInterfaces"));
        Assert.Equal(
            "IdempotentParameterMismatch",
            _bench.Refused("CreateNetworkInterface", new { SubnetId = subnet, ClientToken = "once", Description = "other" }).Code);
    }

    [Theory]
    [InlineData("DescribeSecurityGroups", "{\"GroupIds\":[\"web\"]}", "InvalidGroupId.Malformed", "Invalid id: \"web\" (expecting \"sg-...\")")]
    [InlineData("DescribeSecurityGroups", "{\"GroupIds\":[\"sg-00000000\"]}", "InvalidGroup.NotFound", "The security group 'sg-00000000' does not exist")]
    [InlineData("DescribeVpcs", "{\"VpcIds\":[\"vpc-00000000\"]}", "InvalidVpcID.NotFound", "The vpc ID 'vpc-00000000' does not exist")]
    [InlineData(
        "DescribeVpcs", "{\"VpcIds\":[\"vpc-00000000\",\"vpc-00000001\"]}", "InvalidVpcID.NotFound",
        "The vpc IDs 'vpc-00000000, vpc-00000001' do not exist")]
    [InlineData("DescribeSubnets", "{\"SubnetIds\":[\"subnet-00000000\"]}", "InvalidSubnetID.NotFound", "The subnet ID 'subnet-00000000' does not exist")]
    [InlineData("DescribeRouteTables", "{\"RouteTableIds\":[\"rtb-00000000\"]}", "InvalidRouteTableID.NotFound", null)]
    [InlineData("DescribeNetworkAcls", "{\"NetworkAclIds\":[\"acl-00000000\"]}", "InvalidNetworkAclID.NotFound", null)]
    [InlineData("DescribeNetworkInterfaces", "{\"NetworkInterfaceIds\":[\"eni-00000000\"]}", "InvalidNetworkInterfaceID.NotFound", null)]
    [InlineData("DescribeInstances", "{\"InstanceIds\":[\"i-00000000\"]}", "InvalidInstanceID.NotFound", null)]
    [InlineData("DescribeInstances", "{\"InstanceIds\":[\"i-xyz\"]}", "InvalidInstanceID.Malformed", null)]
    [InlineData("DescribeNatGateways", "{\"NatGatewayIds\":[\"nat-00000000\"]}", "NatGatewayNotFound", null)]
    [InlineData("DescribeAddresses", "{\"AllocationIds\":[\"eipalloc-00000000\"]}", "InvalidAllocationID.NotFound", null)]
    [InlineData("DescribeAddresses", "{\"PublicIps\":[\"192.0.2.1\"]}", "InvalidAddress.NotFound", null)]
    [InlineData("DescribeInternetGateways", "{\"InternetGatewayIds\":[\"igw-00000000\"]}", "InvalidInternetGatewayID.NotFound", null)]
    [InlineData("DescribeVpnGateways", "{\"VpnGatewayIds\":[\"vgw-00000000\"]}", "InvalidVpnGatewayID.NotFound", null)]
    [InlineData(
        "DescribeVpcPeeringConnections", "{\"VpcPeeringConnectionIds\":[\"pcx-00000000\"]}", "InvalidVpcPeeringConnectionID.NotFound", null)]
    [InlineData("DescribeVpcEndpoints", "{\"VpcEndpointIds\":[\"vpce-00000000\"]}", "InvalidVpcEndpointId.NotFound", null)]
    [InlineData("DescribeManagedPrefixLists", "{\"PrefixListIds\":[\"pl-00000000\"]}", "InvalidPrefixListID.NotFound", null)]
    [InlineData("DescribeKeyPairs", "{\"KeyNames\":[\"none\"]}", "InvalidKeyPair.NotFound", "The key pair 'none' does not exist")]
    [InlineData(
        "DescribeSecurityGroupRules", "{\"SecurityGroupRuleIds\":[\"sgr-00000000\"]}", "InvalidSecurityGroupRuleId.NotFound",
        "The security group rule ID 'sgr-00000000' does not exist")]
    [InlineData("DescribeSecurityGroupRules", "{\"SecurityGroupRuleIds\":[\"sg-00000000\"]}", "InvalidSecurityGroupRuleId.Malformed", null)]
    [InlineData("DescribeInstanceConnectEndpoints", "{\"InstanceConnectEndpointIds\":[\"eice-00000000\"]}", "InvalidInstanceConnectEndpointId.NotFound", null)]
    [InlineData("DescribeVpcs", "{\"MaxResults\":4}", "InvalidParameterValue", null)]
    [InlineData("DescribeVpcs", "{\"MaxResults\":1001}", "InvalidParameterValue", null)]
    [InlineData("DescribeRouteTables", "{\"MaxResults\":101}", "InvalidParameterValue", null)]
    [InlineData("DescribeVpcs", "{\"NextToken\":\"nonsense\"}", "InvalidNextToken", null)]
    [InlineData("DescribeVpcs", "{\"Filters\":[{\"Name\":\"colour\",\"Values\":[\"red\"]}]}", "InvalidParameterValue", "The filter 'colour' is invalid")]
    [InlineData("DescribeVpcs", "{\"Filters\":[{\"Name\":\"vpc-id\"}]}", "MissingParameter", null)]
    [InlineData("CreateTags", "{\"Resources\":[\"thing-00000000\"],\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"}]}", "InvalidID", null)]
    [InlineData("DescribeVpcAttribute", "{\"VpcId\":\"vpc-00000000\",\"Attribute\":\"enableDnsSupport\"}", "InvalidVpcID.NotFound", null)]
    [InlineData("DescribeRegions", "{\"RegionNames\":[\"moon-1\"]}", "InvalidParameterValue", null)]
    public void A_request_that_is_wrong_gets_the_error_of_aws(string operation, string request, string code, string? message)
    {
        var error = _bench.Refused(operation, JsonNode.Parse(request));
        Assert.Equal((code, 400), (error.Code, error.Status));
        if (message is not null)
        {
            Assert.Equal(message, error.Message);
        }
    }

    [Fact]
    public void The_account_knows_its_regions_zones_and_limits()
    {
        Assert.Equal(17, _bench.List("DescribeRegions", "Regions").Count);
        Assert.Contains(
            _bench.List("DescribeRegions", "Regions", new { AllRegions = true }), region => (string)region!["OptInStatus"]! == "not-opted-in");
        var zones = _bench.List("DescribeAvailabilityZones", "AvailabilityZones", new { Filters = Ec2Bench.Filter(("zone-id", "use1-az2")) });
        Assert.Equal("us-east-1b", (string)zones.Single()!["ZoneName"]!);
        Assert.Equal(
            "apse2-az1", (string)_bench.List("DescribeAvailabilityZones", "AvailabilityZones", null, "ap-southeast-2")[0]!["ZoneId"]!);
        var attribute = _bench.List(
            "DescribeAccountAttributes", "AccountAttributes", new { AttributeNames = new[] { "vpc-max-security-groups-per-interface" } });
        Assert.Equal("5", (string)attribute.Single()!["AttributeValues"]![0]!["AttributeValue"]!);
        Assert.Empty(_bench.List("DescribeTransitGatewayVpcAttachments", "TransitGatewayVpcAttachments"));
    }
}
