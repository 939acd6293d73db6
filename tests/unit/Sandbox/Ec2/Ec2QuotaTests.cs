using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Ec2;

public class Ec2QuotaTests
{
    [Fact]
    public void Sixty_rules_fit_a_direction_and_a_family_and_no_more()
    {
        var bench = new Ec2Bench();
        var group = bench.Group(bench.Vpc());
        bench.Call("AuthorizeSecurityGroupIngress", new { GroupId = group, IpPermissions = Range(60, ipv6: false) });
        Assert.Equal("RulesPerSecurityGroupLimitExceeded", bench.Refused(
            "AuthorizeSecurityGroupIngress", new { GroupId = group, IpPermissions = new[] { Ec2Bench.Tcp(22, "10.0.0.0/8") } }).Code);
        bench.Call("AuthorizeSecurityGroupIngress", new { GroupId = group, IpPermissions = Range(60, ipv6: true) });
        // Out goes the rule for everything and 59 more.
        bench.Call("AuthorizeSecurityGroupEgress", new { GroupId = group, IpPermissions = Range(59, ipv6: false) });
        Assert.Equal("RulesPerSecurityGroupLimitExceeded", bench.Refused(
            "AuthorizeSecurityGroupEgress", new { GroupId = group, IpPermissions = new[] { Ec2Bench.Tcp(22, "10.0.0.0/8") } }).Code);
    }

    [Fact]
    public void A_group_reference_counts_in_both_families()
    {
        var bench = new Ec2Bench(change: options => options with { RulesPerSecurityGroup = 2 });
        var group = bench.Group(bench.Vpc());
        bench.Call("AuthorizeSecurityGroupIngress", new
        {
            GroupId = group, IpPermissions = new[] { Ec2Bench.TcpFromGroup(1, group), Range(1, ipv6: false)[0], Range(1, ipv6: true)[0] },
        });
        foreach (var more in new[] { Ec2Bench.TcpFromGroup(2, group), Ec2Bench.Tcp(22, "10.0.0.0/8"), Range(2, ipv6: true)[1] })
        {
            Assert.Equal("RulesPerSecurityGroupLimitExceeded", bench.Refused(
                "AuthorizeSecurityGroupIngress", new { GroupId = group, IpPermissions = new[] { more } }).Code);
        }
    }

    [Fact]
    public void A_prefix_list_counts_by_its_size_in_its_family()
    {
        var bench = new Ec2Bench();
        var group = bench.Group(bench.Vpc());
        var list = (string)bench.Call("CreateManagedPrefixList", new
        {
            PrefixListName = "office", AddressFamily = "IPv4", MaxEntries = 40, Entries = new[] { new { Cidr = "192.0.2.0/24" } },
        })["PrefixList"]!["PrefixListId"]!;
        object[] reference = [new { IpProtocol = "-1", PrefixListIds = new[] { new { PrefixListId = list } } }];
        bench.Call("AuthorizeSecurityGroupIngress", new { GroupId = group, IpPermissions = reference });
        bench.Call("AuthorizeSecurityGroupIngress", new { GroupId = group, IpPermissions = Range(20, ipv6: false) });
        bench.Call("AuthorizeSecurityGroupIngress", new { GroupId = group, IpPermissions = Range(60, ipv6: true) });
        Assert.Equal("RulesPerSecurityGroupLimitExceeded", bench.Refused(
            "AuthorizeSecurityGroupIngress", new { GroupId = group, IpPermissions = new[] { Ec2Bench.Tcp(22, "10.0.0.0/8") } }).Code);
        Assert.Equal("RulesPerSecurityGroupLimitExceeded", bench.Refused(
            "ModifyManagedPrefixList", new { PrefixListId = list, MaxEntries = 41 }).Code);
        Assert.Equal("DependencyViolation", bench.Refused("DeleteManagedPrefixList", new { PrefixListId = list }).Code);
    }

    [Fact]
    public void The_prefix_list_of_s3_counts_once()
    {
        var bench = new Ec2Bench(change: options => options with { RulesPerSecurityGroup = 1 });
        bench.Call("AuthorizeSecurityGroupIngress", new
        {
            GroupId = bench.Group(bench.Vpc()),
            IpPermissions = new[] { new { IpProtocol = "-1", PrefixListIds = new[] { new { PrefixListId = "pl-63a5400a" } } } },
        });
    }

    [Fact]
    public void Modify_cannot_grow_past_the_quota()
    {
        var bench = new Ec2Bench(change: options => options with { RulesPerSecurityGroup = 5 });
        var group = bench.Group(bench.Vpc());
        string List(int size) => (string)bench.Call("CreateManagedPrefixList", new
        {
            PrefixListName = $"of{size}", AddressFamily = "IPv4", MaxEntries = size,
        })["PrefixList"]!["PrefixListId"]!;
        var (small, large) = (List(5), List(6));
        var rule = bench.Call("AuthorizeSecurityGroupIngress", new
        {
            GroupId = group, IpPermissions = new[] { new { IpProtocol = "-1", PrefixListIds = new[] { new { PrefixListId = small } } } },
        })["SecurityGroupRules"]![0]!["SecurityGroupRuleId"]!;
        Assert.Equal("RulesPerSecurityGroupLimitExceeded", bench.Refused("ModifySecurityGroupRules", new
        {
            GroupId = group,
            SecurityGroupRules = new[]
            {
                new { SecurityGroupRuleId = (string)rule!, SecurityGroupRule = new { IpProtocol = "-1", PrefixListId = large } },
            },
        }).Code);
    }

    [Fact]
    public void Five_groups_fit_an_interface()
    {
        var bench = new Ec2Bench();
        var vpc = bench.Vpc();
        var subnet = bench.Subnet(vpc);
        var groups = Enumerable.Range(0, 6).Select(at => bench.Group(vpc, $"g{at}")).ToArray();
        var eni = bench.Interface(subnet, groups[..5]);
        Assert.Equal("SecurityGroupsPerInterfaceLimitExceeded", bench.Refused(
            "ModifyNetworkInterfaceAttribute", new { NetworkInterfaceId = eni, Groups = groups }).Code);
        Assert.Equal("SecurityGroupsPerInterfaceLimitExceeded", bench.Refused(
            "CreateNetworkInterface", new { SubnetId = subnet, Groups = groups }).Code);
    }

    [Fact]
    public void Vpcs_addresses_and_groups_have_quotas_of_their_own()
    {
        var bench = new Ec2Bench(change: options => options with { VpcsPerRegion = 1, AddressesPerRegion = 1, SecurityGroupsPerRegion = 2 });
        var vpc = bench.Vpc();
        bench.Group(vpc);
        bench.Call("AllocateAddress");
        Assert.Equal("VpcLimitExceeded", bench.Refused("CreateVpc", new { CidrBlock = "10.1.0.0/16" }).Code);
        Assert.Equal("AddressLimitExceeded", bench.Refused("AllocateAddress").Code);
        Assert.Equal("SecurityGroupLimitExceeded", bench.Refused(
            "CreateSecurityGroup", new { GroupName = "b", Description = "b", VpcId = vpc }).Code);
    }

    private static object[] Range(int count, bool ipv6) => [.. Enumerable.Range(0, count).Select(at => ipv6
        ? (object)new { IpProtocol = "-1", Ipv6Ranges = new[] { new { CidrIpv6 = $"2001:db8:{at:x}::/48" } } }
        : new { IpProtocol = "-1", IpRanges = new[] { new { CidrIp = $"10.{at}.0.0/16" } } })];
}
