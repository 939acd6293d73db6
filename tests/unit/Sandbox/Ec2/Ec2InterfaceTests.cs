using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Ec2;

public class Ec2InterfaceTests
{
    private readonly Ec2Bench _bench = new();
    private readonly string _vpc;
    private readonly string _subnet;
    private readonly string _group;

    public Ec2InterfaceTests()
    {
        _vpc = _bench.Vpc();
        _subnet = _bench.Subnet(_vpc);
        _group = _bench.Group(_vpc);
        _bench.Call("ModifyVpcAttribute", new { VpcId = _vpc, EnableDnsHostnames = new { Value = true } });
    }

    [Fact]
    public void An_interface_without_groups_is_in_the_default_group() => Assert.Equal(
        _bench.DefaultGroup(_vpc), (string)Eni(_bench.Interface(_subnet))["Groups"]![0]!["GroupId"]!);

    [Fact]
    public void The_groups_of_an_interface_change_and_the_account_finds_it_by_them()
    {
        var eni = _bench.Interface(_subnet, _group);
        Assert.Single(ByGroup(_group));
        _bench.Call("ModifyNetworkInterfaceAttribute", new { NetworkInterfaceId = eni, Groups = new[] { _bench.DefaultGroup(_vpc) } });
        Assert.Empty(ByGroup(_group));
        Assert.Single(ByGroup(_bench.DefaultGroup(_vpc)));
        Assert.Equal("InvalidGroup.NotFound", _bench.Refused("ModifyNetworkInterfaceAttribute", new
        {
            NetworkInterfaceId = eni, Groups = new[] { _bench.Group(_bench.Vpc("10.1.0.0/16"), "foreign") },
        }).Code);
        Assert.Equal("InvalidParameterCombination", _bench.Refused("ModifyNetworkInterfaceAttribute", new
        {
            NetworkInterfaceId = eni, Groups = new[] { _group }, Description = new { Value = "d" },
        }).Code);
    }

    [Fact]
    public void Secondary_addresses_come_by_wish_and_by_number()
    {
        var eni = _bench.Interface(_subnet);
        _bench.Call("AssignPrivateIpAddresses", new { NetworkInterfaceId = eni, PrivateIpAddresses = new[] { "10.0.0.50" } });
        _bench.Call("AssignPrivateIpAddresses", new { NetworkInterfaceId = eni, SecondaryPrivateIpAddressCount = 2 });
        var addresses = Eni(eni)["PrivateIpAddresses"]!.AsArray().Select(address => (string)address!["PrivateIpAddress"]!).ToList();
        Assert.Equal(["10.0.0.4", "10.0.0.50", "10.0.0.5", "10.0.0.6"], addresses);
        Assert.Equal("InvalidParameterCombination", _bench.Refused("AssignPrivateIpAddresses", new
        {
            NetworkInterfaceId = eni, PrivateIpAddresses = new[] { "10.0.0.60" }, SecondaryPrivateIpAddressCount = 1,
        }).Code);
        Assert.Equal("MissingParameter", _bench.Refused("AssignPrivateIpAddresses", new { NetworkInterfaceId = eni }).Code);
        _bench.Call("DeleteNetworkInterface", new { NetworkInterfaceId = eni });
        Assert.Equal("10.0.0.4", (string)Eni(_bench.Interface(_subnet))["PrivateIpAddress"]!);
    }

    [Fact]
    public void The_wanted_primary_address_comes_first_and_the_rest_are_not_it()
    {
        var eni = (string)_bench.Call("CreateNetworkInterface", new
        {
            SubnetId = _subnet,
            PrivateIpAddresses = new[] { new { PrivateIpAddress = "10.0.0.4", Primary = false }, new { PrivateIpAddress = "10.0.0.9", Primary = true } },
            SecondaryPrivateIpAddressCount = 1,
        })["NetworkInterface"]!["NetworkInterfaceId"]!;
        Assert.Equal(
            ["10.0.0.9 True", "10.0.0.4 False", "10.0.0.5 False"],
            Eni(eni)["PrivateIpAddresses"]!.AsArray().Select(address => $"{address!["PrivateIpAddress"]} {(bool)address["Primary"]!}"));
    }

    [Theory]
    [InlineData("network_load_balancer", "amazon-elb")]
    [InlineData("lambda", "AROAEXAMPLE:function")]
    [InlineData("transit_gateway", "amazon-aws")]
    [InlineData("interface", "amazon-elb")]
    public void Interfaces_of_services_are_the_services_own(string type, string requester)
    {
        var id = _bench.Service.AddServiceInterface("us-east-1", new ServiceInterface(_subnet, type, requester, "theirs") { GroupIds = [_group] });
        var eni = Eni(id);
        Assert.Equal((type, requester, "in-use"), ((string)eni["InterfaceType"]!, (string)eni["RequesterId"]!, (string)eni["Status"]!));
        var error = _bench.Refused("ModifyNetworkInterfaceAttribute", new { NetworkInterfaceId = id, Groups = new[] { _group } });
        Assert.Equal(("AuthFailure", 403), (error.Code, error.Status));
        Assert.Equal("OperationNotPermitted", _bench.Refused(
            "DetachNetworkInterface", new { AttachmentId = (string)eni["Attachment"]!["AttachmentId"]! }).Code);
        Assert.Equal("DependencyViolation", _bench.Refused("DeleteSecurityGroup", new { GroupId = _group }).Code);
    }

    [Theory]
    [InlineData("efa", true)]
    [InlineData("trunk", true)]
    [InlineData("lambda", false)]
    public void Some_types_the_account_makes_itself(string type, bool allowed)
    {
        var request = new { SubnetId = _subnet, InterfaceType = type };
        if (allowed)
        {
            Assert.Equal(type, (string)_bench.Call("CreateNetworkInterface", request)["NetworkInterface"]!["InterfaceType"]!);
        }
        else
        {
            Assert.Equal("InvalidParameterValue", _bench.Refused("CreateNetworkInterface", request).Code);
        }
    }

    [Fact]
    public void An_instance_lives_from_pending_to_terminated_and_takes_its_interface_along()
    {
        _bench.Call("ModifySubnetAttribute", new { SubnetId = _subnet, MapPublicIpOnLaunch = new { Value = true } });
        var launched = Run();
        Assert.Equal("pending", (string)launched["State"]!["Name"]!);
        var id = (string)launched["InstanceId"]!;
        var running = Instance(id);
        Assert.Equal("running", (string)running["State"]!["Name"]!);
        Assert.Matches(@"^ec2-203-0-113-\d+\.compute-1\.amazonaws\.com$", (string)running["PublicDnsName"]!);
        Assert.Equal("ip-10-0-0-4.ec2.internal", (string)running["PrivateDnsName"]!);
        var eni = (string)running["NetworkInterfaces"]![0]!["NetworkInterfaceId"]!;
        Assert.Equal("InvalidParameterValue", _bench.Refused("DeleteNetworkInterface", new { NetworkInterfaceId = eni }).Code);
        Assert.Equal("OperationNotPermitted", _bench.Refused("DetachNetworkInterface", new
        {
            AttachmentId = (string)running["NetworkInterfaces"]![0]!["Attachment"]!["AttachmentId"]!,
        }).Code);
        _bench.Call("StopInstances", new { InstanceIds = new[] { id } });
        Assert.Equal("stopped", (string)Instance(id)["State"]!["Name"]!);
        Assert.Null(Instance(id)["PublicIpAddress"]);
        _bench.Call("StartInstances", new { InstanceIds = new[] { id } });
        _bench.Call("TerminateInstances", new { InstanceIds = new[] { id } });
        Assert.Equal("terminated", (string)Instance(id)["State"]!["Name"]!);
        Assert.Empty(_bench.List("DescribeNetworkInterfaces", "NetworkInterfaces"));
        Assert.Equal("IncorrectInstanceState", _bench.Refused("StartInstances", new { InstanceIds = new[] { id } }).Code);
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("InvalidInstanceID.NotFound", _bench.Refused("DescribeInstances", new { InstanceIds = new[] { id } }).Code);
    }

    [Fact]
    public void The_groups_of_an_instance_are_those_of_its_one_interface()
    {
        var id = (string)Run()["InstanceId"]!;
        _bench.Call("ModifyInstanceAttribute", new { InstanceId = id, Groups = new[] { _bench.DefaultGroup(_vpc) } });
        Assert.Equal("default", (string)Instance(id)["SecurityGroups"]![0]!["GroupName"]!);
        var eni = _bench.Interface(_subnet);
        _bench.Call("AttachNetworkInterface", new { NetworkInterfaceId = eni, InstanceId = id, DeviceIndex = 1 });
        Assert.Equal("InvalidInstanceID", _bench.Refused("ModifyInstanceAttribute", new { InstanceId = id, Groups = new[] { _group } }).Code);
        Assert.Equal("InvalidNetworkInterface.InUse", _bench.Refused("AttachNetworkInterface", new { NetworkInterfaceId = eni, InstanceId = id, DeviceIndex = 2 }).Code);
        _bench.Call("DetachNetworkInterface", new { AttachmentId = (string)Eni(eni)["Attachment"]!["AttachmentId"]! });
        Assert.Equal("available", (string)Eni(eni)["Status"]!);
    }

    [Theory]
    [InlineData("{\"ImageId\":\"ami\"}", "InvalidAMIID.Malformed")]
    [InlineData("{\"KeyName\":\"none\"}", "InvalidKeyPair.NotFound")]
    [InlineData("{\"SubnetId\":\"subnet-00000000\"}", "InvalidSubnetID.NotFound")]
    [InlineData("{\"SecurityGroupIds\":[\"sg-00000000\"]}", "InvalidGroup.NotFound")]
    [InlineData("{\"MaxCount\":0}", "InvalidParameterValue")]
    [InlineData("{\"MaxCount\":300}", "InsufficientFreeAddressesInSubnet")]
    [InlineData("{\"MaxCount\":2,\"PrivateIpAddress\":\"10.0.0.9\"}", "InvalidParameterCombination")]
    [InlineData("{\"NetworkInterfaces\":[{\"DeviceIndex\":0}]}", "InvalidParameterCombination")]
    public void A_launch_that_is_wrong_makes_nothing(string change, string code)
    {
        var request = (JsonObject)JsonNode.Parse($$"""{"ImageId":"ami-00000000","MinCount":1,"MaxCount":1,"SubnetId":"{{_subnet}}"}""")!;
        foreach (var (name, value) in (JsonObject)JsonNode.Parse(change)!)
        {
            request[name] = value?.DeepClone();
        }

        Assert.Equal(code, _bench.Refused("RunInstances", request).Code);
        Assert.Empty(_bench.List("DescribeInstances", "Reservations"));
        Assert.Empty(_bench.List("DescribeNetworkInterfaces", "NetworkInterfaces"));
    }

    [Fact]
    public void A_launch_makes_or_takes_the_interfaces_it_lists()
    {
        var existing = _bench.Interface(_subnet);
        var reservation = _bench.Call("RunInstances", new
        {
            ImageId = "ami-00000000", MinCount = 1, MaxCount = 1,
            NetworkInterfaces = new object[]
            {
                new { DeviceIndex = 1, NetworkInterfaceId = existing },
                new { DeviceIndex = 0, SubnetId = _subnet, Groups = new[] { _group }, AssociatePublicIpAddress = true },
            },
            TagSpecifications = new[] { new { ResourceType = "network-interface", Tags = new[] { new { Key = "a", Value = "b" } } } },
        });
        var instance = reservation["Instances"]![0]!;
        Assert.NotNull(instance["PublicIpAddress"]);
        Assert.Equal(_group, (string)instance["SecurityGroups"]![0]!["GroupId"]!);
        Assert.Single(_bench.List("DescribeNetworkInterfaces", "NetworkInterfaces", new { Filters = Ec2Bench.Filter(("tag:a", "b")) }));
        _bench.Call("TerminateInstances", new { InstanceIds = new[] { (string)instance["InstanceId"]! } });
        Assert.Equal("available", (string)Eni(existing)["Status"]!);
    }

    [Fact]
    public void A_protected_instance_is_not_terminated()
    {
        var id = (string)Run()["InstanceId"]!;
        _bench.Call("ModifyInstanceAttribute", new { InstanceId = id, DisableApiTermination = new { Value = true } });
        Assert.Equal("OperationNotPermitted", _bench.Refused("TerminateInstances", new { InstanceIds = new[] { id } }).Code);
    }

    [Fact]
    public void An_interface_endpoint_has_an_interface_in_each_subnet_and_its_groups_on_all()
    {
        var second = _bench.Subnet(_vpc, "10.0.1.0/24", "us-east-1b");
        var id = Endpoint("ssm", new { VpcEndpointType = "Interface", SubnetIds = new[] { _subnet }, SecurityGroupIds = new[] { _group } });
        Assert.Equal("InvalidParameter", EndpointRefused("ssm", new { VpcEndpointType = "Interface" }).Code);
        Assert.Equal("DuplicateSubnetsInSameZone", _bench.Refused("ModifyVpcEndpoint", new
        {
            VpcEndpointId = id, AddSubnetIds = new[] { _bench.Subnet(_vpc, "10.0.2.0/24") },
        }).Code);
        _bench.Call("ModifyVpcEndpoint", new
        {
            VpcEndpointId = id, AddSubnetIds = new[] { second },
            AddSecurityGroupIds = new[] { _bench.DefaultGroup(_vpc) }, RemoveSecurityGroupIds = new[] { _group },
        });
        var interfaces = _bench.List("DescribeNetworkInterfaces", "NetworkInterfaces");
        Assert.Equal(2, interfaces.Count);
        Assert.All(interfaces, eni => Assert.Equal(
            ("vpc_endpoint", "default"), ((string)eni!["InterfaceType"]!, (string)eni["Groups"]!.AsArray().Single()!["GroupName"]!)));
        var answer = _bench.Call("DeleteVpcEndpoints", new { VpcEndpointIds = new[] { id, "vpce-00000000" } });
        Assert.Equal("InvalidVpcEndpointId.NotFound", (string)answer["Unsuccessful"]!.AsArray().Single()!["Error"]!["Code"]!);
        Assert.Empty(_bench.List("DescribeNetworkInterfaces", "NetworkInterfaces"));
        Assert.Empty(_bench.List("DescribeVpcEndpoints", "VpcEndpoints"));
    }

    [Fact]
    public void A_gateway_endpoint_is_a_route_to_the_services_prefix_list()
    {
        var table = (string)_bench.List("DescribeRouteTables", "RouteTables")[0]!["RouteTableId"]!;
        var id = Endpoint("s3", new { RouteTableIds = new[] { table } });
        var route = Routes().Single(item => (string?)item!["DestinationPrefixListId"] == "pl-63a5400a")!;
        Assert.Equal((id, "active"), ((string)route["GatewayId"]!, (string)route["State"]!));
        Assert.Equal("RouteAlreadyExists", EndpointRefused("s3", new { RouteTableIds = new[] { table } }).Code);
        Assert.Equal("InvalidParameterValue", _bench.Refused("DeleteRoute", new { RouteTableId = table, DestinationPrefixListId = "pl-63a5400a" }).Code);
        Assert.Equal("InvalidParameter", EndpointRefused("s3", new { SubnetIds = new[] { _subnet } }).Code);
        Assert.Equal("InvalidServiceName", EndpointRefused("ssm", new { }).Code);
        _bench.Call("ModifyVpcEndpoint", new { VpcEndpointId = id, RemoveRouteTableIds = new[] { table } });
        Assert.Single(Routes());
    }

    [Fact]
    public void An_instance_connect_endpoint_is_one_a_vpc_and_has_an_interface()
    {
        var id = (string)_bench.Call("CreateInstanceConnectEndpoint", new { SubnetId = _subnet, SecurityGroupIds = new[] { _group } })
            ["InstanceConnectEndpoint"]!["InstanceConnectEndpointId"]!;
        Assert.Equal("InstanceConnectEndpointLimitExceeded", _bench.Refused("CreateInstanceConnectEndpoint", new { SubnetId = _subnet }).Code);
        Assert.Equal("create-complete", (string)_bench.List("DescribeInstanceConnectEndpoints", "InstanceConnectEndpoints").Single()!["State"]!);
        Assert.Equal("ec2_instance_connect_endpoint", (string)ByGroup(_group).Single()!["InterfaceType"]!);
        _bench.Call("DeleteInstanceConnectEndpoint", new { InstanceConnectEndpointId = id });
        Assert.Empty(_bench.List("DescribeInstanceConnectEndpoints", "InstanceConnectEndpoints"));
    }

    [Fact]
    public void Key_pairs_have_names_of_their_own_and_deleting_an_unknown_one_succeeds()
    {
        _bench.Call("CreateKeyPair", new { KeyName = "k" });
        Assert.Equal("InvalidKeyPair.Duplicate", _bench.Refused("CreateKeyPair", new { KeyName = "k" }).Code);
        _bench.Call("DeleteKeyPair", new { KeyName = "k" });
        _bench.Call("DeleteKeyPair", new { KeyName = "k" });
        Assert.Empty(_bench.List("DescribeKeyPairs", "KeyPairs"));
    }

    [Fact]
    public void A_prefix_list_has_versions_a_size_and_a_family()
    {
        var id = (string)_bench.Call("CreateManagedPrefixList", new
        {
            PrefixListName = "office", AddressFamily = "IPv4", MaxEntries = 2, Entries = new[] { new { Cidr = "192.0.2.0/24", Description = "one" } },
        })["PrefixList"]!["PrefixListId"]!;
        object Add(string cidr, int version) => new { PrefixListId = id, CurrentVersion = version, AddEntries = new[] { new { Cidr = cidr } } };
        Assert.Equal("PrefixListVersionMismatch", _bench.Refused("ModifyManagedPrefixList", Add("198.51.100.0/24", 2)).Code);
        Assert.Equal(2, (int)_bench.Call("ModifyManagedPrefixList", Add("198.51.100.0/24", 1))["PrefixList"]!["Version"]!);
        Assert.Equal("PrefixListMaxEntriesExceeded", _bench.Refused("ModifyManagedPrefixList", Add("203.0.113.0/24", 2)).Code);
        Assert.Equal("InvalidParameterValue", _bench.Refused("ModifyManagedPrefixList", Add("2001:db8::/32", 2)).Code);
        Assert.Equal(2, _bench.List("GetManagedPrefixListEntries", "Entries", new { PrefixListId = id }).Count);
        Assert.Single(_bench.List("GetManagedPrefixListEntries", "Entries", new { PrefixListId = id, TargetVersion = 1 }));
        Assert.Equal("OperationNotPermitted", _bench.Refused("DeleteManagedPrefixList", new { PrefixListId = "pl-63a5400a" }).Code);
        _bench.Call("DeleteManagedPrefixList", new { PrefixListId = id });
        Assert.Equal(2, _bench.List("DescribeManagedPrefixLists", "PrefixLists").Count);
    }

    private JsonNode Run() => _bench.Call("RunInstances", new
    {
        ImageId = "ami-00000000", MinCount = 1, MaxCount = 1, SubnetId = _subnet, SecurityGroupIds = new[] { _group },
    })["Instances"]![0]!;

    private JsonNode Instance(string id) =>
        _bench.List("DescribeInstances", "Reservations", new { InstanceIds = new[] { id } })[0]!["Instances"]![0]!;

    private JsonNode Eni(string id) =>
        _bench.List("DescribeNetworkInterfaces", "NetworkInterfaces", new { NetworkInterfaceIds = new[] { id } })[0]!;

    private JsonArray ByGroup(string group) =>
        _bench.List("DescribeNetworkInterfaces", "NetworkInterfaces", new { Filters = Ec2Bench.Filter(("group-id", group)) });

    private JsonArray Routes() => _bench.List("DescribeRouteTables", "RouteTables")[0]!["Routes"]!.AsArray();

    private string Endpoint(string service, object more) =>
        (string)_bench.Call("CreateVpcEndpoint", Request(service, more))["VpcEndpoint"]!["VpcEndpointId"]!;

    private AwsHardening.Sandbox.AwsErrorException EndpointRefused(string service, object more) =>
        _bench.Refused("CreateVpcEndpoint", Request(service, more));

    private JsonObject Request(string service, object more)
    {
        var request = (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(more)!;
        request["VpcId"] = _vpc;
        request["ServiceName"] = $"com.amazonaws.us-east-1.{service}";
        return request;
    }
}
