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
}
