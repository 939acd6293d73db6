using System.Text.Json.Nodes;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Ec2;

public class Ec2PeeringTests
{
    private readonly Ec2Bench _bench = new();
    private readonly string _vpc;
    private readonly string _other;
    private readonly string _group;
    private readonly string _peer;

    public Ec2PeeringTests()
    {
        (_vpc, _other) = (_bench.Vpc(), _bench.Vpc("10.1.0.0/16"));
        (_group, _peer) = (_bench.Group(_vpc), _bench.Group(_other));
    }

    [Fact]
    public void Without_peering_another_vpcs_group_cannot_be_named()
    {
        var error = _bench.Refused("AuthorizeSecurityGroupIngress", Reference());
        Assert.Equal(
            ("InvalidGroup.NotFound", "You have specified two resources that belong to different networks."), (error.Code, error.Message));
    }

    [Fact]
    public void Over_an_active_peering_connection_it_can_from_both_sides()
    {
        var peering = _bench.Peering(_vpc, _other);
        var info = _bench.Call("AuthorizeSecurityGroupIngress", Reference())["SecurityGroupRules"]![0]!["ReferencedGroupInfo"]!;
        Assert.Equal(
            (_peer, _other, peering, "active", "123456789012"),
            ((string)info["GroupId"]!, (string)info["VpcId"]!, (string)info["VpcPeeringConnectionId"]!, (string)info["PeeringStatus"]!,
                (string)info["UserId"]!));
        _bench.Call("AuthorizeSecurityGroupEgress", new { GroupId = _peer, IpPermissions = new[] { Ec2Bench.TcpFromGroup(22, _group) } });
        var references = _bench.List("DescribeSecurityGroupReferences", "SecurityGroupReferenceSet", new { GroupId = new[] { _peer } });
        Assert.Equal((_peer, _vpc), ((string)references.Single()!["GroupId"]!, (string)references[0]!["ReferencingVpcId"]!));
    }

    [Fact]
    public void A_connection_that_waits_or_is_gone_does_not_carry_references()
    {
        var id = Request(_vpc, _other);
        Assert.Equal("InvalidGroup.NotFound", _bench.Refused("AuthorizeSecurityGroupIngress", Reference()).Code);
        _bench.Call("AcceptVpcPeeringConnection", new { VpcPeeringConnectionId = id });
        _bench.Call("DeleteVpcPeeringConnection", new { VpcPeeringConnectionId = id });
        Assert.Equal("InvalidGroup.NotFound", _bench.Refused("AuthorizeSecurityGroupIngress", Reference()).Code);
    }

    [Fact]
    public void A_connection_between_regions_does_not_carry_references()
    {
        var far = _bench.Vpc("10.2.0.0/16", "eu-west-1");
        var id = _bench.Peering(_vpc, far, "eu-west-1");
        Assert.Equal("active", Status(id));
        Assert.Equal("active", (string)_bench.List(
            "DescribeVpcPeeringConnections", "VpcPeeringConnections", null, "eu-west-1")[0]!["Status"]!["Code"]!);
        var group = (string)_bench.Call(
            "CreateSecurityGroup", new { VpcId = far, GroupName = "far", Description = "far" }, "eu-west-1")["GroupId"]!;
        Assert.Equal("InvalidGroup.NotFound", _bench.Refused("AuthorizeSecurityGroupIngress", new
        {
            GroupId = _group, IpPermissions = new[] { Ec2Bench.TcpFromGroup(22, group) },
        }).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_rule_whose_connection_or_group_is_gone_is_stale_and_can_still_be_revoked(bool groupGoes)
    {
        var id = _bench.Peering(_vpc, _other);
        _bench.Call("AuthorizeSecurityGroupIngress", Reference());
        Assert.Empty(Stale());
        if (groupGoes)
        {
            _bench.Call("DeleteSecurityGroup", new { GroupId = _peer });
        }
        else
        {
            _bench.Call("DeleteVpcPeeringConnection", new { VpcPeeringConnectionId = id });
        }

        var stale = Stale().Single()!;
        Assert.Equal(_group, (string)stale["GroupId"]!);
        var pair = stale["StaleIpPermissions"]![0]!["UserIdGroupPairs"]![0]!;
        Assert.Equal((_peer, groupGoes ? "active" : "deleted"), ((string)pair["GroupId"]!, (string)pair["PeeringStatus"]!));
        _bench.Call("RevokeSecurityGroupIngress", Reference());
        Assert.Empty(Stale());
    }

    [Fact]
    public void A_connection_goes_through_its_states()
    {
        var answer = _bench.Call("CreateVpcPeeringConnection", new { VpcId = _vpc, PeerVpcId = _other })["VpcPeeringConnection"]!;
        Assert.Equal("initiating-request", (string)answer["Status"]!["Code"]!);
        var id = (string)answer["VpcPeeringConnectionId"]!;
        Assert.Equal("pending-acceptance", Status(id));
        Assert.Equal("VpcPeeringConnectionAlreadyExists", _bench.Refused(
            "CreateVpcPeeringConnection", new { VpcId = _other, PeerVpcId = _vpc }).Code);
        Assert.Equal("provisioning", (string)_bench.Call(
            "AcceptVpcPeeringConnection", new { VpcPeeringConnectionId = id })["VpcPeeringConnection"]!["Status"]!["Code"]!);
        Assert.Equal("active", Status(id));
        Assert.Equal("InvalidStateTransition", _bench.Refused("AcceptVpcPeeringConnection", new { VpcPeeringConnectionId = id }).Code);
        Assert.Equal("InvalidStateTransition", _bench.Refused("RejectVpcPeeringConnection", new { VpcPeeringConnectionId = id }).Code);
        _bench.Call("DeleteVpcPeeringConnection", new { VpcPeeringConnectionId = id });
        Assert.Equal("deleted", Status(id));
        _bench.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Empty(_bench.List("DescribeVpcPeeringConnections", "VpcPeeringConnections"));
    }

    [Fact]
    public void A_request_is_rejected_expires_or_fails()
    {
        var rejected = Request(_vpc, _other);
        _bench.Call("RejectVpcPeeringConnection", new { VpcPeeringConnectionId = rejected });
        Assert.Equal("rejected", Status(rejected));
        Assert.Equal("failed", Status(Request(_vpc, _bench.Vpc("10.0.0.0/20"))));
        Assert.Equal("failed", Status(Request(_vpc, "vpc-00000000")));
        var expires = Request(_vpc, _other);
        _bench.Call("DescribeVpcs");
        _bench.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal("expired", Status(expires));
    }

    [Fact]
    public void Only_the_other_region_or_account_accepts()
    {
        var far = Request(_vpc, _bench.Vpc("10.2.0.0/16", "eu-west-1"), region: "eu-west-1");
        Assert.Equal("OperationNotPermitted", _bench.Refused("AcceptVpcPeeringConnection", new { VpcPeeringConnectionId = far }).Code);
        var foreign = Request(_vpc, "vpc-00000000", owner: "210987654321");
        Assert.Equal("pending-acceptance", Status(foreign));
        Assert.Equal("OperationNotPermitted", _bench.Refused("AcceptVpcPeeringConnection", new { VpcPeeringConnectionId = foreign }).Code);
    }

    [Theory]
    [InlineData("us-east-1", null)]
    [InlineData("eu-west-1", "InvalidGroup.NotFound")]
    public void A_group_of_another_account_can_be_named_with_its_owner_inside_the_region(string region, string? code)
    {
        var id = Request(_vpc, "vpc-00000000", region, "210987654321");
        _bench.Call("DescribeVpcs");
        // Nobody here can accept for the other account.
        _bench.Service.State.Region("us-east-1").PeeringConnections.Get(id).Move("active", "Active");
        var request = new
        {
            GroupId = _group,
            IpPermissions = new[]
            {
                new { IpProtocol = "-1", UserIdGroupPairs = new[] { new { UserId = "210987654321", GroupId = "sg-00000000" } } },
            },
        };
        if (code is not null)
        {
            Assert.Equal(code, _bench.Refused("AuthorizeSecurityGroupIngress", request).Code);
            return;
        }

        var info = _bench.Call("AuthorizeSecurityGroupIngress", request)["SecurityGroupRules"]![0]!["ReferencedGroupInfo"]!;
        Assert.Equal(("210987654321", "vpc-00000000", id), (
            (string)info["UserId"]!, (string)info["VpcId"]!, (string)info["VpcPeeringConnectionId"]!));
        Assert.Empty(Stale());
    }

    private object Reference() => new { GroupId = _group, IpPermissions = new[] { Ec2Bench.TcpFromGroup(22, _peer) } };

    private string Request(string vpc, string peer, string? region = null, string? owner = null) => (string)_bench.Call(
        "CreateVpcPeeringConnection", new { VpcId = vpc, PeerVpcId = peer, PeerRegion = region, PeerOwnerId = owner })
        ["VpcPeeringConnection"]!["VpcPeeringConnectionId"]!;

    private string Status(string id) => (string)_bench.List(
        "DescribeVpcPeeringConnections", "VpcPeeringConnections", new { VpcPeeringConnectionIds = new[] { id } })[0]!["Status"]!["Code"]!;

    private JsonArray Stale() => _bench.List("DescribeStaleSecurityGroups", "StaleSecurityGroupSet", new { VpcId = _vpc });
}
