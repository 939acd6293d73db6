using System.Text.Json.Nodes;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Access;

/// <summary>Who is online follows from roles and network, as it does in AWS.</summary>
public class ManagedNodeTests
{
    private const string Services = "Services Server for AZ1";
    private const string Role = "SharedServerConnectivityRole";

    private readonly AccessBench _bench = new();

    [Fact]
    public void All_eight_servers_of_FND203_have_a_way_to_Systems_Manager()
    {
        var online = _bench.Online();
        Assert.Equal(8, online.Count);
        Assert.All(online.Values, status => Assert.Equal("Online", status));
        Assert.Equal("connected", _bench.Connection(Services));
    }

    [Fact]
    public void A_server_without_the_way_out_to_its_endpoints_is_lost()
    {
        _bench.Call("ec2", "RevokeSecurityGroupEgress", new
        {
            GroupId = _bench.Group("Services Server Security Group"),
            IpPermissions = new[] { Https(_bench.Group("Endpoint Security Group for the Services VPC")) },
        });
        Assert.Equal("ConnectionLost", _bench.Online()[Services]);
        Assert.Equal("notconnected", _bench.Connection(Services));
        Assert.Equal("Online", _bench.Online()["Web Server for AZ1"]);
        Assert.Equal("TargetNotConnected", _bench.Refused("ssm", "StartSession", new { Target = _bench.Instance(Services) }).Code);
    }

    [Fact]
    public void A_network_ACL_that_lets_no_answer_back_loses_the_servers_of_its_subnet()
    {
        var subnet = _bench.Ec2.Subnets.Rows.Single(subnet => subnet.Tags.GetValueOrDefault("Name") == "Proof of Concept Public Subnet in AZ1");
        var acl = (string)_bench.Call("ec2", "CreateNetworkAcl", new { VpcId = subnet.Vpc.Id })["NetworkAcl"]!["NetworkAclId"]!;
        _bench.Call("ec2", "CreateNetworkAclEntry", new
        {
            NetworkAclId = acl, RuleNumber = 100, Protocol = "-1", RuleAction = "allow", Egress = true, CidrBlock = "0.0.0.0/0",
        });
        _bench.Call("ec2", "ReplaceNetworkAclAssociation", new { AssociationId = subnet.AclAssociationId, NetworkAclId = acl });
        Assert.Equal("ConnectionLost", _bench.Online()["PoC Web Server for AZ1"]);
        Assert.Equal("Online", _bench.Online()["PoC Web Server for AZ2"]);
    }

    [Fact]
    public void A_web_server_without_the_NAT_gateway_is_lost()
    {
        _bench.Call("ec2", "DeleteNatGateway", new { NatGatewayId = _bench.Ec2.NatGateways.Rows.Single().Id });
        _bench.Call("ec2", "DescribeNatGateways");
        var online = _bench.Online();
        Assert.Equal("ConnectionLost", online["Web Server for AZ1"]);
        Assert.Equal("ConnectionLost", online["Database Server for AZ2"]);
        Assert.Equal("Online", online["PoC Web Server for AZ1"]);
        Assert.Equal("Online", online[Services]);
    }

    [Fact]
    public void Being_online_is_not_being_connected()
    {
        _bench.Call("iam", "PutRolePolicy", new
        {
            RoleName = Role, PolicyName = "SharedServerConnectivityPolicy", PolicyDocument =
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ssm:UpdateInstanceInformation","Resource":"*"}]}""",
        });
        Assert.Equal("Online", _bench.Online()[Services]);
        Assert.Equal("notconnected", _bench.Connection(Services));
    }

    [Fact]
    public void A_silent_agent_is_lost_and_one_that_never_spoke_is_not_known()
    {
        _bench.Ssm.SilenceAgent("us-east-1", _bench.Instance(Services));
        Assert.Equal("ConnectionLost", _bench.Online()[Services]);
        var essentials = new AccessBench("SecurityEssentials");
        Assert.Empty(essentials.Online());
        Assert.Equal("us-east-2", essentials.Account.Region);
    }

    [Fact]
    public void Instance_information_comes_in_pages()
    {
        var first = _bench.Call("ssm", "DescribeInstanceInformation", new { MaxResults = 5 });
        Assert.Equal(5, ((JsonArray)first["InstanceInformationList"]!).Count);
        var second = _bench.Call("ssm", "DescribeInstanceInformation", new { MaxResults = 5, NextToken = (string)first["NextToken"]! });
        Assert.Equal(3, ((JsonArray)second["InstanceInformationList"]!).Count);
        Assert.Null(second["NextToken"]);
        Assert.Equal("InvalidNextToken", _bench.Refused("ssm", "DescribeInstanceInformation", new { NextToken = "x" }).Code);
        Assert.Equal("ValidationException", _bench.Refused("ssm", "DescribeInstanceInformation", new { MaxResults = 4 }).Code);
    }

    private static object Https(string group) =>
        new { IpProtocol = "tcp", FromPort = 443, ToPort = 443, UserIdGroupPairs = new[] { new { GroupId = group } } };
}
