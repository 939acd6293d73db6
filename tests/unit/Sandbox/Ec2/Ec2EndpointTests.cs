using System.Text.Json.Nodes;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Ec2;

public class Ec2EndpointTests
{
    private readonly Ec2Bench _bench = new();
    private readonly string _vpc;
    private readonly string _subnet;
    private readonly string _group;

    public Ec2EndpointTests()
    {
        _vpc = _bench.Vpc();
        _subnet = _bench.Subnet(_vpc);
        _group = _bench.Group(_vpc);
        _bench.Call("ModifyVpcAttribute", new { VpcId = _vpc, EnableDnsHostnames = new { Value = true } });
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
