using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Access;

/// <summary>Instances that nobody could reach, made reachable.</summary>
public sealed class SessionManagerTests
{
    [Fact]
    public async Task The_servers_of_SecurityEssentials_become_reachable_without_the_internet()
    {
        using var scene = new AccessScene("SecurityEssentials");
        var before = scene.Picture();
        var done = await scene.EnableAsync("bastion", "api");
        Assert.Empty(scene.Host.Errors);
        Assert.All(done, change => Assert.Equal("Applied", change.Status));
        // What AWS finishes after its answer is finished when the next call comes.
        scene.Call("ec2", "DescribeVpcEndpoints");
        Assert.All(await scene.AllManagedAsync(), instance => Assert.True(instance.IsManaged, string.Join(" ", instance.Reasons)));
        Assert.Equal(2, scene.Account.Calls.Count(call => call.Operation == "CreateVpcEndpoint"));
        Assert.Contains((await scene.ChangesAsync()).Select(change => change.ResourceType), type => type == "AWS::EC2::VPCEndpoint");

        await scene.UndoAllAsync();
        scene.Call("ec2", "DescribeVpcEndpoints");
        Assert.Empty(scene.Host.Errors);
        Assert.Equal(before, scene.Picture());
    }

    [Fact]
    public async Task A_role_gets_the_actions_that_it_lacks_and_keeps_its_own_policy()
    {
        using var scene = new AccessScene();
        scene.SetRolePolicy("ssm:UpdateInstanceInformation");
        await scene.EnableAsync(AccessScene.Services, AccessScene.Web);
        Assert.Empty(scene.Host.Errors);
        Assert.True((await scene.ManagedAsync(AccessScene.Services)).IsManaged);
        var put = Assert.Single(scene.Account.Calls, call => call.Operation == "PutRolePolicy");
        Assert.Equal("AwsHardeningSessionManager", (string?)put.Parameters["PolicyName"]);
        Assert.DoesNotContain("ssm:UpdateInstanceInformation", (string?)put.Parameters["PolicyDocument"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_lost_the_way_to_the_endpoints_gets_it_back()
    {
        using var scene = new AccessScene();
        var groups = scene.Ec2.SecurityGroups.Rows;
        scene.Call("ec2", "RevokeSecurityGroupEgress", new
        {
            GroupId = groups.Single(group => group.Name == "Services Server Security Group").Id, IpPermissions = new[]
            {
                new
                {
                    IpProtocol = "tcp", FromPort = 443, ToPort = 443,
                    UserIdGroupPairs = new[] { new { GroupId = groups.Single(group => group.Name == "Endpoint Security Group for the Services VPC").Id } },
                },
            },
        });
        Assert.False((await scene.ManagedAsync(AccessScene.Services)).IsManaged);
        var planned = Assert.Single((await scene.PlanAsync(AccessScene.Services))!.Changes);
        Assert.True(planned.FlowsCompared);
        Assert.Empty(planned.FlowsLost);
        Assert.All(planned.FlowsGained, flow => Assert.Equal("tcp 443", flow.Traffic));
        Assert.NotEmpty(planned.FlowsGained);
        await scene.EnableAsync(AccessScene.Services);
        Assert.Empty(scene.Host.Errors);
        Assert.Single(scene.Account.Calls, call => call.Mutating);
        Assert.True((await scene.ManagedAsync(AccessScene.Services)).IsManaged);
    }

    [Fact]
    public async Task What_is_managed_already_is_left_alone()
    {
        using var scene = new AccessScene();
        Assert.Empty(await scene.EnableAsync(AccessScene.Services));
        Assert.DoesNotContain(scene.Account.Calls, call => call.Mutating);
    }

    [Fact]
    public async Task What_a_network_ACL_bars_is_said_and_left()
    {
        using var scene = new AccessScene();
        var subnet = scene.Ec2.Subnets.Rows.Single(subnet => subnet.Tags.GetValueOrDefault("Name") == "Services Subnet in AZ2");
        var acl = (string)scene.Call("ec2", "CreateNetworkAcl", new { VpcId = subnet.Vpc.Id })["NetworkAcl"]!["NetworkAclId"]!;
        scene.Call("ec2", "ReplaceNetworkAclAssociation", new { AssociationId = subnet.AclAssociationId, NetworkAclId = acl });
        scene.Call("ec2", "RevokeSecurityGroupEgress", new
        {
            GroupId = scene.Ec2.SecurityGroups.Rows.Single(group => group.Name == "Services Server Security Group").Id,
            IpPermissions = new[] { new { IpProtocol = "tcp", FromPort = 22, ToPort = 22, IpRanges = new[] { new { CidrIp = "10.0.0.0/16" } } } },
        });
        scene.Host = new TestHost();
        await scene.EnableAsync(AccessScene.Services);
        Assert.DoesNotContain(scene.Account.Calls, call => call.Operation.Contains("NetworkAcl", StringComparison.Ordinal) && call.Mutating);
    }
}
