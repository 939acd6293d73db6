using System.Text.Json.Nodes;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Ec2;

public class Ec2RoutingTests
{
    private readonly Ec2Bench _bench = new();
    private readonly string _vpc;
    private readonly string _subnet;
    private readonly string _table;

    public Ec2RoutingTests()
    {
        _vpc = _bench.Vpc();
        _subnet = _bench.Subnet(_vpc);
        _table = (string)_bench.Call("CreateRouteTable", new { VpcId = _vpc })["RouteTable"]!["RouteTableId"]!;
    }

    [Fact]
    public void A_route_leads_to_a_gateway_of_its_own_vpc_only()
    {
        var igw = InternetGateway();
        Assert.Equal("InvalidParameterValue", _bench.Refused("CreateRoute", Route("0.0.0.0/0", igw)).Code);
        Attach(igw);
        _bench.Call("CreateRoute", Route("0.0.0.0/0", igw));
        Assert.Equal("active", State("0.0.0.0/0"));
        Assert.Equal("RouteAlreadyExists", _bench.Refused("CreateRoute", Route("0.0.0.0/0", igw)).Code);
        Assert.Equal("RouteAlreadyExists", _bench.Refused("CreateRoute", Route("10.0.0.0/16", igw)).Code);
        _bench.Call("DetachInternetGateway", new { InternetGatewayId = igw, VpcId = _vpc });
        Assert.Equal("blackhole", State("0.0.0.0/0"));
    }

    [Theory]
    [InlineData("{\"DestinationCidrBlock\":\"10.5.0.0/16\"}", "MissingParameter")]
    [InlineData("{\"GatewayId\":\"igw-00000000\"}", "MissingParameter")]
    [InlineData("{\"DestinationCidrBlock\":\"10.5.0.0/16\",\"GatewayId\":\"igw-00000000\"}", "InvalidInternetGatewayID.NotFound")]
    [InlineData("{\"DestinationCidrBlock\":\"10.5.0.0/16\",\"GatewayId\":\"vgw-00000000\"}", "InvalidVpnGatewayID.NotFound")]
    [InlineData("{\"DestinationCidrBlock\":\"10.5.0.0/16\",\"NatGatewayId\":\"nat-00000000\"}", "NatGatewayNotFound")]
    [InlineData("{\"DestinationCidrBlock\":\"10.5.0.0/16\",\"VpcPeeringConnectionId\":\"pcx-00000000\"}", "InvalidVpcPeeringConnectionID.NotFound")]
    [InlineData("{\"DestinationCidrBlock\":\"10.5/16\",\"NatGatewayId\":\"nat-00000000\"}", "InvalidParameterValue")]
    [InlineData("{\"DestinationCidrBlock\":\"10.5.0.0/16\",\"DestinationIpv6CidrBlock\":\"::/0\",\"GatewayId\":\"x\"}", "InvalidParameterCombination")]
    [InlineData("{\"DestinationCidrBlock\":\"10.5.0.0/16\",\"NatGatewayId\":\"nat-1\",\"GatewayId\":\"x\"}", "InvalidParameterCombination")]
    [InlineData("{\"DestinationPrefixListId\":\"pl-00000000\",\"NatGatewayId\":\"nat-1\"}", "InvalidPrefixListID.NotFound")]
    public void A_route_that_is_wrong_is_refused(string request, string code)
    {
        var json = (JsonObject)JsonNode.Parse(request)!;
        json["RouteTableId"] = _table;
        Assert.Equal(code, _bench.Refused("CreateRoute", json).Code);
    }

    [Fact]
    public void Routes_are_replaced_and_deleted_but_not_the_local_one()
    {
        var igw = InternetGateway();
        Attach(igw);
        var eni = _bench.Interface(_subnet);
        Assert.Equal("InvalidParameterValue", _bench.Refused("ReplaceRoute", Route("0.0.0.0/0", igw)).Code);
        _bench.Call("CreateRoute", Route("0.0.0.0/0", igw));
        _bench.Call("ReplaceRoute", new { RouteTableId = _table, DestinationCidrBlock = "0.0.0.0/0", NetworkInterfaceId = eni });
        // Nothing is attached to the interface, so nobody takes the packets.
        Assert.Equal("blackhole", State("0.0.0.0/0"));
        _bench.Call("DeleteRoute", new { RouteTableId = _table, DestinationCidrBlock = "0.0.0.0/0" });
        var missing = _bench.Refused("DeleteRoute", new { RouteTableId = _table, DestinationCidrBlock = "0.0.0.0/0" });
        Assert.Equal(("InvalidRoute.NotFound", $"no route with destination-cidr-block 0.0.0.0/0 in route table {_table}"), (missing.Code, missing.Message));
        Assert.Equal("InvalidParameterValue", _bench.Refused("DeleteRoute", new { RouteTableId = _table, DestinationCidrBlock = "10.0.0.0/16" }).Code);
    }

    [Fact]
    public void A_route_over_peering_is_black_until_the_peering_is_active_and_again_when_it_is_gone()
    {
        var other = _bench.Vpc("10.1.0.0/16");
        var id = (string)_bench.Call("CreateVpcPeeringConnection", new { VpcId = _vpc, PeerVpcId = other })
            ["VpcPeeringConnection"]!["VpcPeeringConnectionId"]!;
        _bench.Call("CreateRoute", new { RouteTableId = _table, DestinationCidrBlock = "10.1.0.0/16", VpcPeeringConnectionId = id });
        Assert.Equal("blackhole", State("10.1.0.0/16"));
        _bench.Call("AcceptVpcPeeringConnection", new { VpcPeeringConnectionId = id });
        Assert.Equal("active", State("10.1.0.0/16"));
        _bench.Call("DeleteVpcPeeringConnection", new { VpcPeeringConnectionId = id });
        Assert.Equal("blackhole", State("10.1.0.0/16"));
        Assert.Equal("InvalidVpcPeeringConnectionID.NotFound", _bench.Refused("CreateRoute", new
        {
            RouteTableId = _table, DestinationCidrBlock = "10.2.0.0/16", VpcPeeringConnectionId = id,
        }).Code);
    }

    [Fact]
    public void A_subnet_uses_one_route_table_and_the_main_one_can_change()
    {
        var id = (string)_bench.Call("AssociateRouteTable", new { RouteTableId = _table, SubnetId = _subnet })["AssociationId"]!;
        Assert.Equal("Resource.AlreadyAssociated", _bench.Refused("AssociateRouteTable", new { RouteTableId = _table, SubnetId = _subnet }).Code);
        Assert.Equal("DependencyViolation", _bench.Refused("DeleteRouteTable", new { RouteTableId = _table }).Code);
        _bench.Call("DisassociateRouteTable", new { AssociationId = id });
        Assert.Equal("InvalidAssociationID.NotFound", _bench.Refused("DisassociateRouteTable", new { AssociationId = id }).Code);
        var main = _bench.List("DescribeRouteTables", "RouteTables", new { Filters = Ec2Bench.Filter(("association.main", "true")) })[0]!;
        var mainId = (string)main["Associations"]![0]!["RouteTableAssociationId"]!;
        Assert.Equal("InvalidParameterValue", _bench.Refused("DisassociateRouteTable", new { AssociationId = mainId }).Code);
        _bench.Call("ReplaceRouteTableAssociation", new { AssociationId = mainId, RouteTableId = _table });
        _bench.Call("DeleteRouteTable", new { RouteTableId = (string)main["RouteTableId"]! });
        Assert.Equal("DependencyViolation", _bench.Refused("DeleteRouteTable", new { RouteTableId = _table }).Code);
    }

    [Fact]
    public void A_public_nat_gateway_needs_an_address_and_a_way_out_and_takes_an_interface()
    {
        var address = (string)_bench.Call("AllocateAddress")["AllocationId"]!;
        var request = new { SubnetId = _subnet, AllocationId = address };
        Assert.Equal("MissingParameter", _bench.Refused("CreateNatGateway", new { SubnetId = _subnet }).Code);
        Assert.Equal("Gateway.NotAttached", _bench.Refused("CreateNatGateway", request).Code);
        Attach(InternetGateway());
        var gateway = _bench.Call("CreateNatGateway", request)["NatGateway"]!;
        Assert.Equal("pending", (string)gateway["State"]!);
        Assert.Equal("Resource.AlreadyAssociated", _bench.Refused("CreateNatGateway", request).Code);
        var eni = _bench.List("DescribeNetworkInterfaces", "NetworkInterfaces").Single()!;
        Assert.Equal(("nat_gateway", true, 0), ((string)eni["InterfaceType"]!, (bool)eni["RequesterManaged"]!, eni["Groups"]!.AsArray().Count));
        Assert.Equal("AuthFailure", _bench.Refused("DeleteNetworkInterface", new { NetworkInterfaceId = (string)eni["NetworkInterfaceId"]! }).Code);
        Assert.Equal("InvalidIPAddress.InUse", _bench.Refused("ReleaseAddress", new { AllocationId = address }).Code);
        _bench.Call("DeleteNatGateway", new { NatGatewayId = (string)gateway["NatGatewayId"]! });
        Assert.Empty(_bench.List("DescribeNetworkInterfaces", "NetworkInterfaces"));
        Assert.Equal("deleted", (string)_bench.List("DescribeNatGateways", "NatGateways").Single()!["State"]!);
        _bench.Call("ReleaseAddress", new { AllocationId = address });
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(_bench.List("DescribeNatGateways", "NatGateways"));
    }

    [Fact]
    public void A_private_nat_gateway_has_no_public_address()
    {
        var gateway = _bench.Call("CreateNatGateway", new { SubnetId = _subnet, ConnectivityType = "private", PrivateIpAddress = "10.0.0.77" })["NatGateway"]!;
        Assert.Equal(("private", "10.0.0.77"), ((string)gateway["ConnectivityType"]!, (string)gateway["NatGatewayAddresses"]![0]!["PrivateIp"]!));
        Assert.Null(gateway["NatGatewayAddresses"]![0]!["PublicIp"]);
        var address = (string)_bench.Call("AllocateAddress")["AllocationId"]!;
        Assert.Equal("InvalidParameterCombination", _bench.Refused(
            "CreateNatGateway", new { SubnetId = _subnet, ConnectivityType = "private", AllocationId = address }).Code);
    }

    [Fact]
    public void An_address_moves_from_interface_to_interface_unless_told_not_to()
    {
        Attach(InternetGateway());
        var (one, two) = (_bench.Interface(_subnet), _bench.Interface(_subnet));
        var address = (string)_bench.Call("AllocateAddress")["AllocationId"]!;
        _bench.Call("AssociateAddress", new { AllocationId = address, NetworkInterfaceId = one });
        Assert.Equal("Resource.AlreadyAssociated", _bench.Refused(
            "AssociateAddress", new { AllocationId = address, NetworkInterfaceId = two, AllowReassociation = false }).Code);
        var association = (string)_bench.Call("AssociateAddress", new { AllocationId = address, NetworkInterfaceId = two })["AssociationId"]!;
        Assert.Equal(two, (string)_bench.List("DescribeAddresses", "Addresses").Single()!["NetworkInterfaceId"]!);
        _bench.Call("DisassociateAddress", new { AssociationId = association });
        Assert.Null(_bench.List("DescribeAddresses", "Addresses").Single()!["AssociationId"]);
        Assert.Equal("InvalidAssociationID.NotFound", _bench.Refused("DisassociateAddress", new { AssociationId = association }).Code);
    }

    [Fact]
    public void A_vpc_has_one_internet_gateway_and_one_vpn_gateway()
    {
        var (igw, other) = (InternetGateway(), InternetGateway());
        Attach(igw);
        Assert.Equal("InvalidParameterValue", _bench.Refused("AttachInternetGateway", new { InternetGatewayId = other, VpcId = _vpc }).Code);
        Assert.Equal("Resource.AlreadyAssociated", _bench.Refused("AttachInternetGateway", new { InternetGatewayId = igw, VpcId = _vpc }).Code);
        Assert.Equal("DependencyViolation", _bench.Refused("DeleteInternetGateway", new { InternetGatewayId = igw }).Code);
        Assert.Equal("Gateway.NotAttached", _bench.Refused("DetachInternetGateway", new { InternetGatewayId = other, VpcId = _vpc }).Code);
        var vgw = (string)_bench.Call("CreateVpnGateway", new { Type = "ipsec.1" })["VpnGateway"]!["VpnGatewayId"]!;
        Assert.Equal("attaching", (string)_bench.Call("AttachVpnGateway", new { VpnGatewayId = vgw, VpcId = _vpc })["VpcAttachment"]!["State"]!);
        Assert.Equal("VpnGatewayAttachmentLimitExceeded", _bench.Refused("AttachVpnGateway", new { VpnGatewayId = vgw, VpcId = _vpc }).Code);
        Assert.Equal("IncorrectState", _bench.Refused("DeleteVpnGateway", new { VpnGatewayId = vgw }).Code);
        _bench.Call("DetachVpnGateway", new { VpnGatewayId = vgw, VpcId = _vpc });
        Assert.Equal("InvalidVpnGatewayAttachment.NotFound", _bench.Refused("DetachVpnGateway", new { VpnGatewayId = vgw, VpcId = _vpc }).Code);
        _bench.Call("DeleteVpnGateway", new { VpnGatewayId = vgw });
    }

    [Fact]
    public void Acl_entries_have_numbers_of_their_own_and_the_last_stays()
    {
        var acl = (string)_bench.Call("CreateNetworkAcl", new { VpcId = _vpc })["NetworkAcl"]!["NetworkAclId"]!;
        object Entry(int number, string protocol = "-1", object? ports = null) => new
        {
            NetworkAclId = acl, RuleNumber = number, Protocol = protocol, RuleAction = "deny", Egress = true,
            CidrBlock = "10.0.2.9/24", PortRange = ports,
        };
        _bench.Call("CreateNetworkAclEntry", Entry(50));
        Assert.Equal("NetworkAclEntryAlreadyExists", _bench.Refused("CreateNetworkAclEntry", Entry(50)).Code);
        Assert.Equal("InvalidParameterValue", _bench.Refused("CreateNetworkAclEntry", Entry(32767)).Code);
        Assert.Equal("MissingParameter", _bench.Refused("CreateNetworkAclEntry", Entry(51, "tcp")).Code);
        _bench.Call("ReplaceNetworkAclEntry", Entry(50, "tcp", new { From = 22, To = 22 }));
        Assert.Equal("InvalidNetworkAclEntry.NotFound", _bench.Refused("ReplaceNetworkAclEntry", Entry(51)).Code);
        var entries = _bench.List("DescribeNetworkAcls", "NetworkAcls", new { NetworkAclIds = new[] { acl } })[0]!["Entries"]!.AsArray();
        Assert.Equal(["50 10.0.2.0/24 6", "32767 0.0.0.0/0 -1", "32767 0.0.0.0/0 -1"], entries.Select(
            entry => $"{entry!["RuleNumber"]} {entry["CidrBlock"]} {entry["Protocol"]}"));
        Assert.Equal("InvalidNetworkAclEntry.NotFound", _bench.Refused("DeleteNetworkAclEntry", new { NetworkAclId = acl, RuleNumber = 50, Egress = false }).Code);
        for (var number = 100; number < 118; number++)
        {
            _bench.Call("CreateNetworkAclEntry", Entry(number));
        }

        Assert.Equal("NetworkAclEntryLimitExceeded", _bench.Refused("CreateNetworkAclEntry", Entry(200)).Code);
    }

    [Fact]
    public void A_subnet_is_guarded_by_one_acl_and_the_default_one_stays()
    {
        var custom = (string)_bench.Call("CreateNetworkAcl", new { VpcId = _vpc })["NetworkAcl"]!["NetworkAclId"]!;
        var byDefault = _bench.List("DescribeNetworkAcls", "NetworkAcls", new { Filters = Ec2Bench.Filter(("default", "true")) })[0]!;
        Assert.Equal("CannotDelete", _bench.Refused("DeleteNetworkAcl", new { NetworkAclId = (string)byDefault["NetworkAclId"]! }).Code);
        var association = (string)byDefault["Associations"]![0]!["NetworkAclAssociationId"]!;
        var moved = (string)_bench.Call("ReplaceNetworkAclAssociation", new { AssociationId = association, NetworkAclId = custom })["NewAssociationId"]!;
        Assert.NotEqual(association, moved);
        Assert.Equal("DependencyViolation", _bench.Refused("DeleteNetworkAcl", new { NetworkAclId = custom }).Code);
        Assert.Equal("InvalidAssociationID.NotFound", _bench.Refused("ReplaceNetworkAclAssociation", new { AssociationId = association, NetworkAclId = custom }).Code);
    }

    private static object Attachment(string igw, string vpc) => new { InternetGatewayId = igw, VpcId = vpc };

    private object Route(string to, string gateway) => new { RouteTableId = _table, DestinationCidrBlock = to, GatewayId = gateway };

    private string InternetGateway() => (string)_bench.Call("CreateInternetGateway")["InternetGateway"]!["InternetGatewayId"]!;

    private void Attach(string igw) => _bench.Call("AttachInternetGateway", Attachment(igw, _vpc));

    private string State(string destination) => (string)_bench.List("DescribeRouteTables", "RouteTables", new { RouteTableIds = new[] { _table } })
        [0]!["Routes"]!.AsArray().Single(route => (string?)route!["DestinationCidrBlock"] == destination)!["State"]!;
}
