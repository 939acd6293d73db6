using Amazon;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using AwsHardening.FidelityTests.Yardstick;
using Xunit;

namespace AwsHardening.FidelityTests.Clients;

/// <summary>Where the EC2 client differs from its model, as the official one does. Only its public API is used.</summary>
public class EC2ClientTests
{
    private const string Done = "<R><requestId>r-1</requestId><return>true</return></R>";

    [Fact]
    public async Task A_rule_is_sent_with_the_names_of_the_ec2_protocol()
    {
        var wire = new Wire(CannedResponse.Ok(Done));
        using var client = Client(wire);

        var response = await client.AuthorizeSecurityGroupIngressAsync(
            new AuthorizeSecurityGroupIngressRequest
            {
                GroupId = "sg-1",
                DryRun = false,
                IpPermissions =
                [
                    new IpPermission
                    {
                        IpProtocol = "tcp",
                        FromPort = 22,
                        ToPort = 22,
                        Ipv4Ranges = [new IpRange { CidrIp = "10.0.0.0/16", Description = "a b" }],
                        PrefixListIds = [new PrefixListId { Id = "pl-1" }],
                        UserIdGroupPairs = [new UserIdGroupPair { GroupId = "sg-2" }],
                    },
                ],
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(
            "Action=AuthorizeSecurityGroupIngress&DryRun=false&GroupId=sg-1&IpPermissions.1.FromPort=22" +
            "&IpPermissions.1.Groups.1.GroupId=sg-2&IpPermissions.1.IpProtocol=tcp&IpPermissions.1.IpRanges.1.CidrIp=10.0.0.0%2F16" +
            "&IpPermissions.1.IpRanges.1.Description=a%20b&IpPermissions.1.PrefixListIds.1.PrefixListId=pl-1" +
            "&IpPermissions.1.ToPort=22&Version=2016-11-15",
            wire.Sent!.Text);
        Assert.True(response.Return);
        Assert.Equal("r-1", response.ResponseMetadata.RequestId);
    }

    [Fact]
    public async Task A_tag_without_a_value_is_sent_with_an_empty_one()
    {
        var wire = new Wire(CannedResponse.Ok(Done));
        using var client = Client(wire);

        await client.CreateTagsAsync(
            new CreateTagsRequest { Resources = ["vpc-1"], Tags = [new Tag("k"), new Tag("l", "v")] },
            TestContext.Current.CancellationToken);

        Assert.Contains("&Tag.1.Key=k&Tag.1.Value=&Tag.2.Key=l&Tag.2.Value=v", wire.Sent!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attribute_value_is_a_plain_property()
    {
        var wire = new Wire(CannedResponse.Ok(
            "<R><vpcId>vpc-1</vpcId><enableDnsSupport><value>true</value></enableDnsSupport></R>"));
        using var client = Client(wire);

        await client.ModifyVpcAttributeAsync(
            new ModifyVpcAttributeRequest { VpcId = "vpc-1", EnableDnsHostnames = true }, TestContext.Current.CancellationToken);
        Assert.Contains("EnableDnsHostnames.Value=true", wire.Sent!.Text, StringComparison.Ordinal);

        var attribute = await client.DescribeVpcAttributeAsync(
            new DescribeVpcAttributeRequest { VpcId = "vpc-1", Attribute = VpcAttributeName.EnableDnsSupport },
            TestContext.Current.CancellationToken);
        Assert.True(attribute.EnableDnsSupport);
        Assert.Null(attribute.EnableDnsHostnames);
    }

    [Fact]
    public async Task RunInstances_wraps_its_reservation_and_names_its_groups()
    {
        using var client = Client(new Wire(CannedResponse.Ok(
            "<R><requestId>r-1</requestId><reservationId>r-2</reservationId>" +
            "<groupSet><item><groupId>sg-1</groupId><groupName>web</groupName></item></groupSet>" +
            "<instancesSet><item><instanceId>i-1</instanceId><launchTime>2026-01-02T03:04:05.000Z</launchTime></item></instancesSet></R>")));

        var response = await client.RunInstancesAsync(
            new RunInstancesRequest { ImageId = "ami-1", MinCount = 1, MaxCount = 1, Monitoring = true },
            TestContext.Current.CancellationToken);

        Assert.Equal("r-2", response.Reservation.ReservationId);
        Assert.Equal(["web"], response.Reservation.GroupNames);
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), response.Reservation.Instances[0].LaunchTime);
        Assert.Null(response.Reservation.Instances[0].Tags);
    }

    [Fact]
    public async Task A_paginator_reads_every_page()
    {
        var wire = new Wire(
            CannedResponse.Ok("<R><securityGroupInfo><item><groupId>sg-1</groupId></item></securityGroupInfo><nextToken>t</nextToken></R>"),
            CannedResponse.Ok("<R><securityGroupInfo><item><groupId>sg-2</groupId></item></securityGroupInfo></R>"));
        using var client = Client(wire);
        var request = new DescribeSecurityGroupsRequest { Filters = [new Filter("vpc-id", ["vpc-1"])] };

        var groups = new List<string>();
        await foreach (var group in client.Paginators.DescribeSecurityGroups(request).SecurityGroups)
        {
            groups.Add(group.GroupId);
        }

        Assert.Equal(["sg-1", "sg-2"], groups);
        Assert.Contains("&Filter.1.Name=vpc-id&Filter.1.Value.1=vpc-1&NextToken=t&", wire.All[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_carries_code_status_and_request_id()
    {
        using var client = Client(new Wire(CannedResponse.Ec2Error(400, "InvalidGroup.NotFound")));

        var error = await Assert.ThrowsAsync<AmazonEC2Exception>(
            () => client.DescribeSecurityGroupsAsync(TestContext.Current.CancellationToken));

        Assert.Equal("InvalidGroup.NotFound", error.ErrorCode);
        Assert.Equal("went wrong", error.Message);
        Assert.Equal("r-1", error.RequestId);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, error.StatusCode);
    }

    [Theory]
    [InlineData(503, "RequestLimitExceeded")]
    [InlineData(400, "EC2ThrottledException")]
    public async Task A_throttled_call_is_tried_again(int status, string code)
    {
        var wire = new Wire(CannedResponse.Ec2Error(status, code), CannedResponse.Ok(Done));
        using var client = Client(wire, retries: 1);

        await client.DeleteVpcAsync(new DeleteVpcRequest { VpcId = "vpc-1" }, TestContext.Current.CancellationToken);

        Assert.Equal(2, wire.All.Count);
    }

    [Fact]
    public async Task A_cancelled_call_sends_nothing()
    {
        var wire = new Wire(CannedResponse.Ok(Done));
        using var client = Client(wire);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.DescribeVpcsAsync(new CancellationToken(true)));

        Assert.Null(wire.Sent);
    }

    [Theory]
    [InlineData("eu-central-1", false, false, "https://ec2.eu-central-1.amazonaws.com/")]
    [InlineData("us-east-1", true, false, "https://ec2-fips.us-east-1.amazonaws.com/")]
    [InlineData("us-east-1", false, true, "https://ec2.us-east-1.api.aws/")]
    [InlineData("us-gov-west-1", true, false, "https://ec2.us-gov-west-1.amazonaws.com/")]
    [InlineData("cn-north-1", false, false, "https://ec2.cn-north-1.amazonaws.com.cn/")]
    [InlineData("us-iso-east-1", false, false, "https://ec2.us-iso-east-1.c2s.ic.gov/")]
    public void An_endpoint_follows_region_partition_fips_and_dual_stack(string region, bool fips, bool dualStack, string expected)
    {
        var config = new AmazonEC2Config
        {
            RegionEndpoint = RegionEndpoint.GetBySystemName(region),
            UseFIPSEndpoint = fips,
            UseDualstackEndpoint = dualStack,
        };

        Assert.Equal(expected, config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new DescribeVpcsRequest())).URL);
    }

    private static AmazonEC2Client Client(Wire wire, int retries = 0) => new(
        new BasicAWSCredentials("AKID", "SECRET"),
        new AmazonEC2Config { RegionEndpoint = RegionEndpoint.USEast1, HttpClientFactory = wire, MaxErrorRetry = retries });
}
