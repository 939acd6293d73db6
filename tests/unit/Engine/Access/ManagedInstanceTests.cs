using AwsHardening.Core.Access;
using AwsHardening.Sandbox.Faults;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Access;

/// <summary>Who is managed, and why somebody is not: each reason on its own.</summary>
public sealed class ManagedInstanceTests : IDisposable
{
    private readonly AccessScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task All_servers_of_FND203_are_managed_and_need_no_reason()
    {
        var all = await _scene.AllManagedAsync();
        Assert.Equal(8, all.Count);
        Assert.All(all, instance => Assert.True(instance.IsManaged && instance.Reasons.Count == 0, instance.Name));
        Assert.All(all, instance => Assert.Equal(AccessScene.Role, instance.Role));
        Assert.Empty(_scene.Host.Errors);
    }

    [Fact]
    public async Task Without_an_instance_profile_the_agent_has_no_credentials()
    {
        using var essentials = new AccessScene("SecurityEssentials");
        var bastion = await essentials.ManagedAsync("bastion");
        Assert.False(bastion.IsManaged);
        Assert.Equal("", bastion.PingStatus);
        // T12: no internet route, and Terraform took the way out.
        Assert.Equal(
            [UnmanagedReasonKind.NoInstanceProfile, UnmanagedReasonKind.SecurityGroup, UnmanagedReasonKind.SecurityGroup],
            bastion.Reasons.Select(reason => reason.Kind));
    }

    [Fact]
    public async Task A_way_out_without_a_route_is_no_way()
    {
        using var essentials = new AccessScene("SecurityEssentials");
        foreach (var group in essentials.Ec2.SecurityGroups.Rows.Where(group => group.Name == "bastion_external_security_group").ToList())
        {
            essentials.Call("ec2", "AuthorizeSecurityGroupEgress", new
            {
                GroupId = group.Id, IpPermissions = new[] { new { IpProtocol = "-1", IpRanges = new[] { new { CidrIp = "0.0.0.0/0" } } } },
            });
        }

        Assert.Contains((await essentials.ManagedAsync("bastion")).Reasons, reason => reason is { Kind: UnmanagedReasonKind.NoRoute, Service: "ssm" });
    }

    [Fact]
    public async Task A_role_that_lacks_actions_is_named_with_them()
    {
        _scene.SetRolePolicy("ssm:UpdateInstanceInformation", "ssmmessages:OpenControlChannel");
        var instance = await _scene.ManagedAsync(AccessScene.Services);
        Assert.Equal(("Online", InstanceConnection.NotConnected), (instance.PingStatus, instance.Connection));
        var reason = Assert.Single(instance.Reasons);
        Assert.Equal(UnmanagedReasonKind.MissingPermission, reason.Kind);
        Assert.Equal(["ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenDataChannel"], reason.MissingActions);
        Assert.Contains(AccessScene.Role, reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_bars_the_endpoint_is_named_with_the_service()
    {
        var groups = _scene.Ec2.SecurityGroups.Rows;
        _scene.Call("ec2", "RevokeSecurityGroupEgress", new
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
        var instance = await _scene.ManagedAsync(AccessScene.Services);
        Assert.Equal("ConnectionLost", instance.PingStatus);
        Assert.Equal(["ssm", "ssmmessages"], instance.Reasons.Select(reason => reason.Service));
        Assert.All(instance.Reasons, reason => Assert.Equal(UnmanagedReasonKind.SecurityGroup, reason.Kind));
    }

    [Fact]
    public async Task A_network_ACL_that_bars_the_answers_is_named_as_one()
    {
        var subnet = _scene.Ec2.Subnets.Rows.Single(subnet => subnet.Tags.GetValueOrDefault("Name") == "Proof of Concept Public Subnet in AZ1");
        var acl = (string)_scene.Call("ec2", "CreateNetworkAcl", new { VpcId = subnet.Vpc.Id })["NetworkAcl"]!["NetworkAclId"]!;
        _scene.Call("ec2", "CreateNetworkAclEntry", new
        {
            NetworkAclId = acl, RuleNumber = 100, Protocol = "-1", RuleAction = "allow", Egress = true, CidrBlock = "0.0.0.0/0",
        });
        _scene.Call("ec2", "ReplaceNetworkAclAssociation", new { AssociationId = subnet.AclAssociationId, NetworkAclId = acl });
        var instance = await _scene.ManagedAsync("PoC Web Server for AZ1");
        Assert.NotEmpty(instance.Reasons);
        Assert.All(instance.Reasons, reason => Assert.Equal(UnmanagedReasonKind.NetworkAcl, reason.Kind));
        Assert.Contains("answers", instance.Reasons[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_bars_the_way_the_agent_is_silent()
    {
        _scene.Ssm.SilenceAgent("us-east-1", _scene.Instance(AccessScene.Services));
        Assert.Equal(UnmanagedReasonKind.AgentSilent, Assert.Single((await _scene.ManagedAsync(AccessScene.Services)).Reasons).Kind);
    }

    [Fact]
    public async Task A_stopped_instance_is_stopped_and_nothing_else()
    {
        _scene.Call("ec2", "StopInstances", new { InstanceIds = new[] { _scene.Instance(AccessScene.Web) } });
        _scene.Call("ec2", "DescribeInstances");
        Assert.Equal(UnmanagedReasonKind.NotRunning, Assert.Single((await _scene.ManagedAsync(AccessScene.Web)).Reasons).Kind);
    }

    [Theory]
    [InlineData("iam", "SimulatePrincipalPolicy", "iam:SimulatePrincipalPolicy")]
    [InlineData("iam", "GetInstanceProfile", "iam:GetInstanceProfile")]
    [InlineData("ec2", "DescribeNetworkAcls", "could not be read")]
    public async Task What_could_not_be_read_is_a_reason_and_never_a_clean_bill(string service, string operation, string said)
    {
        _scene.Ssm.SilenceAgent("us-east-1", _scene.Instance(AccessScene.Services));
        _scene.Account.Faults.Add(new FaultRule(FaultKind.AccessDenied, service, operation));
        var reasons = (await _scene.ManagedAsync(AccessScene.Services)).Reasons;
        Assert.Contains(reasons, reason => reason.Kind == UnmanagedReasonKind.Unknown && reason.Message.Contains(said, StringComparison.Ordinal));
        Assert.DoesNotContain(reasons, reason => reason.Kind == UnmanagedReasonKind.AgentSilent);
    }

    [Fact]
    public async Task Another_way_in_is_proven_only_by_a_connection_and_the_right_to_use_it()
    {
        var (services, web) = (_scene.Instance(AccessScene.Services), _scene.Instance(AccessScene.Web));
        Assert.All(await ProofAsync(services, web), proof => Assert.True(proof.IsProven, proof.Why));
        // Online, and still no way in.
        _scene.SetRolePolicy("ssm:UpdateInstanceInformation");
        Assert.Equal("Online", (await _scene.ManagedAsync(AccessScene.Services)).PingStatus);
        Assert.All(await ProofAsync(services, web), proof => Assert.False(proof.IsProven));
    }

    [Theory]
    [InlineData("ssm", "GetConnectionStatus")]
    [InlineData("iam", "SimulatePrincipalPolicy")]
    public async Task What_cannot_be_asked_is_not_proven(string service, string operation)
    {
        _scene.Account.Faults.Add(new FaultRule(FaultKind.AccessDenied, service, operation));
        Assert.False(Assert.Single(await ProofAsync(_scene.Instance(AccessScene.Services))).IsProven);
    }

    [Fact]
    public async Task A_caller_who_may_not_start_a_session_has_no_other_way_in()
    {
        _scene.Call("iam", "PutUserPolicy", new
        {
            UserName = "admin", PolicyName = "no",
            PolicyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"ssm:StartSession","Resource":"*"}]}""",
        });
        var proof = Assert.Single(await ProofAsync(_scene.Instance(AccessScene.Services)));
        Assert.False(proof.IsProven);
        Assert.Contains("ssm:StartSession", proof.Why, StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<AccessProof>> ProofAsync(params string[] ids) =>
        AccessProof.FindAsync(_scene.Session, ids, TestContext.Current.CancellationToken);
}
