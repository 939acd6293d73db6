using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Xunit;

namespace AwsHardening.FidelityTests.Clients;

/// <summary>The EC2 client against a server that is not ours: what client and embedded account get wrong alike shows here.</summary>
public sealed class MotoTests
{
    [Fact]
    public async Task The_EC2_client_and_a_third_party_server_understand_each_other()
    {
        using var moto = await MotoServer.StartAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(moto is null, "moto_server is not on this machine");
        using var client = new AmazonEC2Client(
            new BasicAWSCredentials("AKID", "SECRET"), new AmazonEC2Config { ServiceURL = moto!.Url, AuthenticationRegion = "us-east-1" });
        var cancel = TestContext.Current.CancellationToken;

        var vpc = (await client.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "10.7.0.0/16" }, cancel)).Vpc;
        var group = await client.CreateSecurityGroupAsync(
            new CreateSecurityGroupRequest
            {
                GroupName = "web",
                Description = "d",
                VpcId = vpc.VpcId,
                TagSpecifications = [new TagSpecification { ResourceType = ResourceType.SecurityGroup, Tags = [new Tag("Name", "web & co")] }],
            },
            cancel);
        await client.AuthorizeSecurityGroupIngressAsync(
            new AuthorizeSecurityGroupIngressRequest
            {
                GroupId = group.GroupId,
                IpPermissions =
                [
                    new IpPermission { IpProtocol = "tcp", FromPort = 443, ToPort = 443, Ipv4Ranges = [new IpRange { CidrIp = "10.7.0.0/16", Description = "all" }] },
                    new IpPermission { IpProtocol = "tcp", FromPort = 22, ToPort = 22, UserIdGroupPairs = [new UserIdGroupPair { GroupId = group.GroupId }] },
                ],
            },
            cancel);

        var rules = new List<SecurityGroupRule>();
        var request = new DescribeSecurityGroupRulesRequest { Filters = [new Filter("group-id", [group.GroupId])] };
        await foreach (var rule in client.Paginators.DescribeSecurityGroupRules(request).SecurityGroupRules.WithCancellation(cancel))
        {
            rules.Add(rule);
        }

        var range = Assert.Single(rules, r => r.CidrIpv4 == "10.7.0.0/16");
        Assert.Equal((false, "tcp", 443, 443, "all"), (range.IsEgress, range.IpProtocol, range.FromPort, range.ToPort, range.Description));
        Assert.Equal(group.GroupId, Assert.Single(rules, r => r.ReferencedGroupInfo is not null).ReferencedGroupInfo.GroupId);
        await client.RevokeSecurityGroupIngressAsync(
            new RevokeSecurityGroupIngressRequest { GroupId = group.GroupId, SecurityGroupRuleIds = [range.SecurityGroupRuleId] }, cancel);
        var described = Assert.Single((await client.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest { GroupIds = [group.GroupId] }, cancel)).SecurityGroups);
        Assert.Equal("web & co", Assert.Single(described.Tags).Value);
        Assert.Equal(22, Assert.Single(described.IpPermissions).FromPort);

        var error = await Assert.ThrowsAsync<AmazonEC2Exception>(
            () => client.DescribeVpcsAsync(new DescribeVpcsRequest { VpcIds = ["vpc-0123456789abcdef0"] }, cancel));
        Assert.Equal("InvalidVpcID.NotFound", error.ErrorCode);
    }
}
