using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;
using static AwsHardening.UnitTests.Engine.Support.Ec2Calls;

namespace AwsHardening.UnitTests.Engine.Story;

public class PublicInstanceStoryTests
{
    [Fact]
    public async Task Item_14_the_three_web_sites_are_reachable_by_the_names_of_the_outputs()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var reachable = await rehearsal.PublicAsync(query: new() { ReachableOnly = true });
        var outputs = rehearsal.Account.Outputs;
        Assert.Equal(
            new[] { outputs["LoadBalancerFullDNS"], outputs["PoCWebServer1PublicDNS"], outputs["PoCWebServer2PublicDNS"] }.Order(StringComparer.Ordinal),
            reachable.Select(one => one.DnsName).Order(StringComparer.Ordinal));
        Assert.All(reachable, one =>
        {
            Assert.True(one.Reachable);
            Assert.All(one.Open, open => Assert.Equal(("tcp", "80", "0.0.0.0/0"), (open.Protocol, open.Ports, open.Source)));
        });
        var balancer = reachable.Single(one => one.ResourceType == "LoadBalancer");
        Assert.Equal("WebAppLoadBalancer", balancer.Name);
        Assert.StartsWith("arn:aws:elasticloadbalancing:", balancer.ResourceId);
        Assert.Equal(2, balancer.PublicAddress.Count);
    }

    [Fact]
    public async Task A_server_behind_a_NAT_gateway_has_a_public_address_and_is_not_reachable()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var web = (await rehearsal.PublicAsync()).Where(one => one.Name.StartsWith("Web Server", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, web.Length);
        Assert.All(web, one =>
        {
            Assert.False(one.Reachable);
            Assert.StartsWith("public address, not reachable, because no internet route", one.Reason);
        });
    }

    [Fact]
    public async Task T12_public_address_not_reachable_because_no_internet_route()
    {
        using var rehearsal = new Rehearsal(SandboxAccount.FromTemplate("SecurityEssentials"));
        var found = await rehearsal.PublicAsync();
        Assert.Equal(["api", "bastion"], found.Select(one => one.Name));
        Assert.Equal(["api_security_group,bastion_internal_security_group", "bastion_external_security_group"],
            found.Select(one => string.Join(',', one.GroupName.Order(StringComparer.Ordinal))));
        Assert.All(found, one =>
        {
            Assert.Single(one.PublicAddress);
            Assert.False(one.Reachable);
            Assert.Empty(one.Open);
            Assert.StartsWith("public address, not reachable, because no internet route", one.Reason);
        });
    }

    [Fact]
    public async Task With_a_gateway_and_a_route_the_bastion_is_open_to_the_world()
    {
        using var rehearsal = new Rehearsal(SandboxAccount.FromTemplate("SecurityEssentials"));
        var account = rehearsal.Account;
        var vpc = (string)account.Ec2("DescribeVpcs")["Vpcs"]!.AsArray().Single(one => (string)one!["CidrBlock"]! == "10.1.0.0/16")!["VpcId"]!;
        var gateway = (string)account.Ec2("CreateInternetGateway")["InternetGateway"]!["InternetGatewayId"]!;
        account.Ec2("AttachInternetGateway", ("InternetGatewayId", gateway), ("VpcId", vpc));
        var table = (string)account.All("DescribeRouteTables", "RouteTables").Single(one => (string)one["VpcId"]! == vpc)["RouteTableId"]!;
        account.Ec2("CreateRoute", ("RouteTableId", table), ("DestinationCidrBlock", "0.0.0.0/0"), ("GatewayId", gateway));
        var bastion = Assert.Single(await rehearsal.PublicAsync(query: new() { Name = ["bastion"] }));
        Assert.True(bastion.Reachable);
        Assert.Equal("tcp 22 from 0.0.0.0/0", Assert.Single(bastion.Open).ToString());
        account.Revoke(bastion.GroupId[0], egress: false,
            (string)AccountContent.Rules(account).Single(rule => (string)rule["GroupId"]! == bastion.GroupId[0])["SecurityGroupRuleId"]!);
        bastion = Assert.Single(await rehearsal.PublicAsync(query: new() { Name = ["bastion"] }));
        Assert.StartsWith("public address, not reachable, because no security group lets the internet in", bastion.Reason);
    }

    [Fact]
    public async Task A_network_ACL_in_the_way_is_said()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var poc = (await rehearsal.PublicAsync(query: new() { Name = ["PoC*AZ1"] })).Single();
        var acl = rehearsal.Account.All("DescribeNetworkAcls", "NetworkAcls").Single(one => (string)one["VpcId"]! == poc.VpcId)["NetworkAclId"]!;
        rehearsal.Account.Ec2("CreateNetworkAclEntry", ("NetworkAclId", (string)acl!), ("Egress", false), ("RuleNumber", 1),
            ("Protocol", "-1"), ("RuleAction", "deny"), ("CidrBlock", "0.0.0.0/0"));
        poc = (await rehearsal.PublicAsync(query: new() { Name = ["PoC*AZ1"] })).Single();
        Assert.False(poc.Reachable);
        Assert.StartsWith("public address, not reachable, because a network ACL blocks", poc.Reason);
    }

    [Fact]
    public async Task A_stopped_instance_is_not_reachable()
    {
        using var rehearsal = new Rehearsal(SandboxAccount.FromTemplate("Fnd203"));
        var poc = (await rehearsal.PublicAsync(query: new() { Name = ["PoC*AZ1"] })).Single();
        var address = (string)rehearsal.Account.Ec2("AllocateAddress", ("Domain", "vpc"))["AllocationId"]!;
        rehearsal.Account.Ec2("AssociateAddress", ("AllocationId", address), ("InstanceId", poc.ResourceId));
        rehearsal.Account.Ec2("StopInstances", ("InstanceIds", Texts(poc.ResourceId)));
        rehearsal.Account.Ec2("DescribeInstances");
        poc = (await rehearsal.PublicAsync(query: new() { ResourceId = [poc.ResourceId] })).Single();
        Assert.False(poc.Reachable);
        Assert.Contains("the instance is stopp", poc.Reason);
    }

    [Fact]
    public async Task Load_balancers_that_cannot_be_read_are_listed_without_names()
    {
        using var rehearsal = Rehearsal.Fnd203();
        rehearsal.Account.Faults.Add(new FaultRule(FaultKind.AccessDenied, Operation: "DescribeLoadBalancers"));
        var host = new TestHost();
        var balancer = (await rehearsal.PublicAsync(host)).Single(one => one.ResourceType == "LoadBalancer");
        Assert.Null(balancer.DnsName);
        Assert.True(balancer.Reachable);
        Assert.Contains("elasticloadbalancing:DescribeLoadBalancers", Assert.Single(host.Warnings));
    }

    [Fact]
    public async Task What_cannot_be_read_of_the_network_is_an_error_not_an_empty_list()
    {
        using var rehearsal = Rehearsal.Fnd203();
        rehearsal.Account.Faults.Add(new FaultRule(FaultKind.AccessDenied, Operation: "DescribeRouteTables"));
        var host = new TestHost();
        Assert.Empty(await rehearsal.PublicAsync(host));
        Assert.Equal("AccessDenied", Assert.Single(host.Errors).Id);
    }

    [Fact]
    public async Task An_id_without_a_public_address_is_said()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var host = new TestHost();
        Assert.Empty(await rehearsal.PublicAsync(host, new() { ResourceId = ["i-0123456789abcdef0"] }));
        Assert.Equal("PublicInstanceNotFound", Assert.Single(host.Errors).Id);
    }
}
