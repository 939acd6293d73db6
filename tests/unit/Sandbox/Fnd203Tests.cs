using System.Net;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Ec2;

public class Fnd203Tests
{
    private readonly Ec2Bench _bench = new("Fnd203");

    [Theory]
    [InlineData("DescribeVpcs", "Vpcs", 3)]
    [InlineData("DescribeSubnets", "Subnets", 12)]
    [InlineData("DescribeRouteTables", "RouteTables", 8)]
    [InlineData("DescribeVpcPeeringConnections", "VpcPeeringConnections", 2)]
    [InlineData("DescribeNatGateways", "NatGateways", 1)]
    [InlineData("DescribeAddresses", "Addresses", 1)]
    [InlineData("DescribeInternetGateways", "InternetGateways", 2)]
    [InlineData("DescribeVpnGateways", "VpnGateways", 1)]
    [InlineData("DescribeSecurityGroups", "SecurityGroups", 9)]
    [InlineData("DescribeInstances", "Reservations", 8)]
    [InlineData("DescribeVpcEndpoints", "VpcEndpoints", 5)]
    [InlineData("DescribeNetworkAcls", "NetworkAcls", 3)]
    [InlineData("DescribeKeyPairs", "KeyPairs", 1)]
    [InlineData("DescribeNetworkInterfaces", "NetworkInterfaces", 8 + 8 + 2 + 1)]
    public void It_has_what_the_session_built(string operation, string list, int count) =>
        Assert.Equal(count, _bench.List(operation, list).Count);

    [Fact]
    public void Two_accounts_are_the_same_to_the_last_id()
    {
        var other = new Ec2Bench("Fnd203");
        foreach (var operation in ModelCheck.Operations.Keys.Where(name => name.StartsWith("Describe", StringComparison.Ordinal)))
        {
            if (operation is not ("DescribeVpcAttribute" or "DescribeInstanceAttribute" or "DescribeSnapshotAttribute" or "DescribeStaleSecurityGroups" or "DescribeSecurityGroupReferences"))
            {
                Assert.Equal(_bench.Call(operation).ToJsonString(), other.Call(operation).ToJsonString());
            }
        }

        Assert.Equal(_bench.Account.Outputs, other.Account.Outputs);
    }

    [Fact]
    public void Eight_rules_span_a_whole_vpc_that_the_account_knows()
    {
        var vpcs = _bench.List("DescribeVpcs", "Vpcs").Select(vpc => IPNetwork.Parse((string)vpc!["CidrBlock"]!)).ToList();
        var names = _bench.List("DescribeSecurityGroups", "SecurityGroups")
            .ToDictionary(group => (string)group!["GroupId"]!, group => (string)group!["GroupName"]!);
        var spanning =
            from rule in _bench.List("DescribeSecurityGroupRules", "SecurityGroupRules")
            let cidr = (string?)rule!["CidrIpv4"]
            where cidr is not null and not "0.0.0.0/0"
            let range = IPNetwork.Parse(cidr)
            where vpcs.Exists(vpc => range.PrefixLength <= vpc.PrefixLength && range.Contains(vpc.BaseAddress))
            select $"{names[(string)rule["GroupId"]!]} {((bool)rule["IsEgress"]! ? "to" : "from")} {cidr} {rule["FromPort"]}";
        Assert.Equal(
            [
                "PoC Web Server Security Group from 10.1.0.0/16 22",
                "PoC Web Server Security Group from 10.1.0.0/16 3389",
                "Services Server Security Group to 10.0.0.0/16 22",
                "Services Server Security Group to 10.0.0.0/16 3389",
                "WebApp Database Server Security Group from 10.1.0.0/16 22",
                "WebApp Database Server Security Group from 10.1.0.0/16 3389",
                "WebApp Web Server Security Group from 10.1.0.0/16 22",
                "WebApp Web Server Security Group from 10.1.0.0/16 3389",
            ],
            spanning.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("WebApp Application Load Balancer Security Group", "in 80 0.0.0.0/0|out 80 WebApp Web Server Security Group")]
    [InlineData("Endpoint Security Group for the Services VPC", "in 443 Services Server Security Group|out -1 0.0.0.0/0")]
    [InlineData(
        "Services Server Security Group",
        "in 22 192.168.0.0/16|in 3389 192.168.0.0/16|out 22 10.0.0.0/16|out 3389 10.0.0.0/16|"
        + "out 443 Endpoint Security Group for the Services VPC")]
    [InlineData(
        "WebApp Database Server Security Group",
        "in 22 10.1.0.0/16|in 3306 WebApp Web Server Security Group|in 3389 10.1.0.0/16|out -1 0.0.0.0/0")]
    public void A_group_has_exactly_the_rules_of_the_session(string name, string expected)
    {
        var groups = _bench.List("DescribeSecurityGroups", "SecurityGroups");
        var names = groups.ToDictionary(group => (string)group!["GroupId"]!, group => (string)group!["GroupName"]!);
        var id = names.Single(pair => pair.Value == name).Key;
        var rules = _bench.Rules(id).Select(rule =>
            $"{((bool)rule!["IsEgress"]! ? "out" : "in")} {rule["FromPort"]} "
            + ((string?)rule["CidrIpv4"] ?? names[(string)rule["ReferencedGroupInfo"]!["GroupId"]!]));
        Assert.Equal(expected, string.Join('|', rules.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void The_services_have_no_way_to_the_proof_of_concept()
    {
        var services = Table("Services Private Route Table");
        Assert.Equal(
            ["10.0.0.0/16", "10.1.0.0/16", "192.168.0.0/16", "pl-63a5400a"],
            ((JsonArray)services["Routes"]!).Select(route =>
                (string?)route!["DestinationCidrBlock"] ?? (string)route["DestinationPrefixListId"]!).Order(StringComparer.Ordinal));
        Assert.All((JsonArray)services["Routes"]!, route => Assert.Equal("active", (string)route!["State"]!));
        Assert.Contains(
            (JsonArray)Table("Proof of Concept Public Route Table")["Routes"]!,
            route => (string?)route!["DestinationCidrBlock"] == "10.1.0.0/16");
    }

    [Fact]
    public void Everything_is_up_and_runs()
    {
        Assert.All(Instances(), instance => Assert.Equal("running", (string)instance["State"]!["Name"]!));
        Assert.All(_bench.List("DescribeVpcPeeringConnections", "VpcPeeringConnections"), peering =>
            Assert.Equal("active", (string)peering!["Status"]!["Code"]!));
        Assert.Equal("available", (string)_bench.List("DescribeNatGateways", "NatGateways")[0]!["State"]!);
        Assert.All(_bench.List("DescribeVpcEndpoints", "VpcEndpoints"), endpoint =>
            Assert.Equal("available", (string)endpoint!["State"]!));
    }

    [Fact]
    public void A_server_has_its_profile_key_and_one_interface() => Assert.All(Instances(), instance =>
    {
        Assert.Equal(
            "arn:aws:iam::123456789012:instance-profile/SharedServerConnectivityProfile",
            (string)instance["IamInstanceProfile"]!["Arn"]!);
        Assert.Equal("FND203DemoKP", (string)instance["KeyName"]!);
        Assert.Single((JsonArray)instance["NetworkInterfaces"]!);
    });

    [Fact]
    public void The_load_balancer_shows_as_two_public_interfaces_of_elastic_load_balancing()
    {
        var interfaces = _bench.List("DescribeNetworkInterfaces", "NetworkInterfaces", new
        {
            Filters = Ec2Bench.Filter(("requester-id", "amazon-elb"), ("description", "ELB app/WebAppLoadBalancer/*")),
        });
        Assert.Equal(2, interfaces.Count);
        Assert.All(interfaces, eni =>
        {
            Assert.Equal("interface", (string)eni!["InterfaceType"]!);
            Assert.NotNull(eni["Association"]!["PublicIp"]);
            Assert.Equal("WebApp Application Load Balancer Security Group", (string)eni["Groups"]![0]!["GroupName"]!);
        });
    }

    [Fact]
    public void Stack_tags_are_on_what_the_stack_made_and_on_nothing_else()
    {
        var tagged = _bench.List("DescribeTags", "Tags", new
        {
            Filters = Ec2Bench.Filter(("key", "aws:cloudformation:stack-name"), ("value", "FND203-Demo-Stack")),
        }).CountBy(tag => (string)tag!["ResourceType"]!).OrderBy(count => count.Key, StringComparer.Ordinal);
        Assert.Equal(
            "elastic-ip 1, instance 8, internet-gateway 2, natgateway 1, route-table 5, security-group 6, subnet 12, vpc 3, "
            + "vpc-endpoint 5, vpc-peering-connection 2, vpn-gateway 1",
            string.Join(", ", tagged.Select(count => $"{count.Key} {count.Value}")));
    }

    [Fact]
    public void The_outputs_name_the_three_web_servers()
    {
        var outputs = _bench.Account.Outputs;
        Assert.Equal("FND203-Demo-Stack", outputs["StackName"]);
        Assert.Matches(@"^WebAppLoadBalancer-\d+\.us-east-1\.elb\.amazonaws\.com$", outputs["LoadBalancerFullDNS"]);
        var names = Instances().Select(instance => (string)instance["PublicDnsName"]!).ToList();
        Assert.Contains(outputs["PoCWebServer1PublicDNS"], names);
        Assert.Contains(outputs["PoCWebServer2PublicDNS"], names);
        Assert.NotEqual(outputs["PoCWebServer1PublicDNS"], outputs["PoCWebServer2PublicDNS"]);
    }

    [Fact]
    public void Building_is_not_among_the_calls_of_the_account() => Assert.Empty(_bench.Account.Calls);

    [Fact]
    public void It_builds_in_any_region()
    {
        var account = SandboxAccount.FromTemplate("fnd203", new SandboxOptions { Region = "eu-west-1" });
        var subnets = (JsonArray)account.Invoke("ec2", "DescribeSubnets", [])["Subnets"]!;
        Assert.Equal(["eu-west-1a", "eu-west-1b"], subnets.Select(subnet => (string)subnet!["AvailabilityZone"]!).Distinct());
    }

    private IEnumerable<JsonNode> Instances() => _bench.List("DescribeInstances", "Reservations")
        .SelectMany(reservation => (JsonArray)reservation!["Instances"]!).Select(instance => instance!);

    private JsonNode Table(string name) => _bench.List("DescribeRouteTables", "RouteTables", new
    {
        Filters = Ec2Bench.Filter(("tag:Name", name)),
    }).Single()!;
}
