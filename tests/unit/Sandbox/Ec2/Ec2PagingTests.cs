using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Ec2;

public class Ec2PagingTests
{
    [Theory]
    [InlineData("DescribeVpcs", "Vpcs", 5)]
    [InlineData("DescribeSubnets", "Subnets", 5)]
    [InlineData("DescribeSecurityGroups", "SecurityGroups", 5)]
    [InlineData("DescribeSecurityGroupRules", "SecurityGroupRules", 7)]
    [InlineData("DescribeRouteTables", "RouteTables", 5)]
    [InlineData("DescribeNetworkAcls", "NetworkAcls", 5)]
    [InlineData("DescribeNetworkInterfaces", "NetworkInterfaces", 6)]
    [InlineData("DescribeVpcEndpoints", "VpcEndpoints", 2)]
    [InlineData("DescribeManagedPrefixLists", "PrefixLists", 1)]
    [InlineData("DescribeInternetGateways", "InternetGateways", 5)]
    [InlineData("DescribeVpcPeeringConnections", "VpcPeeringConnections", 5)]
    [InlineData("DescribeInstances", "Reservations", 5)]
    [InlineData("DescribeTags", "Tags", 50)]
    public void Pages_put_together_are_the_whole(string operation, string list, int size)
    {
        var bench = new Ec2Bench("Fnd203");
        var pages = Pages(bench, operation, list, size);
        Assert.Equal(Texts(bench.List(operation, list)), pages.SelectMany(page => page));
        Assert.All(pages.SkipLast(1), page => Assert.Equal(size, page.Count));
        Assert.InRange(pages[^1].Count, 1, size);
    }

    [Fact]
    public void Pages_of_filtered_rules_put_together_are_the_whole_for_any_account() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte Groups, byte Rules, byte Size, byte Port)>(), drawn =>
        {
            var bench = new Ec2Bench(change: options => options with { RulesPerSecurityGroup = 1000 });
            var vpc = bench.Vpc();
            var groups = Enumerable.Range(0, 1 + (drawn.Groups % 5)).Select(at => bench.Group(vpc, $"g{at}")).ToList();
            for (var at = 0; at < drawn.Rules % 64; at++)
            {
                bench.Authorize(groups[at % groups.Count], at % 7, $"10.{at}.0.0/16");
            }

            var filters = drawn.Port % 3 == 0 ? Ec2Bench.Filter(("group-id", groups[0])) : null;
            var size = 5 + (drawn.Size % 20);
            var whole = Texts(bench.List("DescribeSecurityGroupRules", "SecurityGroupRules", new { Filters = filters }));
            var pages = Pages(bench, "DescribeSecurityGroupRules", "SecurityGroupRules", size, filters);
            return whole.SequenceEqual(pages.SelectMany(page => page));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void What_goes_between_two_pages_takes_nothing_else_with_it()
    {
        var bench = new Ec2Bench();
        var group = bench.Group(bench.Vpc());
        var ids = Enumerable.Range(0, 20).Select(at => (string)bench.Authorize(group, at, "10.0.0.0/8")["SecurityGroupRuleId"]!).ToList();
        var request = new { Filters = Ec2Bench.Filter(("group-id", group)), MaxResults = 11 };
        var first = bench.Call("DescribeSecurityGroupRules", request);
        bench.Call("RevokeSecurityGroupIngress", new { GroupId = group, SecurityGroupRuleIds = new[] { ids[0], ids[9], ids[10] } });
        var second = bench.Call("DescribeSecurityGroupRules", new { request.Filters, request.MaxResults, NextToken = (string)first["NextToken"]! });
        Assert.Equal(ids[11..], ((JsonArray)second["SecurityGroupRules"]!).Select(rule => (string)rule!["SecurityGroupRuleId"]!));
    }

    [Fact]
    public void A_token_is_good_for_its_own_operation_and_region_only()
    {
        var bench = new Ec2Bench("Fnd203");
        var token = (string)bench.Call("DescribeSubnets", new { MaxResults = 5 })["NextToken"]!;
        Assert.Equal("InvalidNextToken", bench.Refused("DescribeSecurityGroups", new { NextToken = token }).Code);
        Assert.Equal("InvalidNextToken", bench.Refused("DescribeSubnets", new { NextToken = token }, "eu-west-1").Code);
        Assert.Equal("InvalidNextToken", bench.Refused("DescribeSubnets", new { NextToken = token + "=" }).Code);
    }

    [Theory]
    [InlineData("DescribeInstances", "InstanceIds")]
    [InlineData("DescribeNetworkInterfaces", "NetworkInterfaceIds")]
    public void Ids_and_pages_exclude_each_other_where_aws_says_so(string operation, string ids) => Assert.Equal(
        "InvalidParameterCombination",
        new Ec2Bench().Refused(operation, JsonNode.Parse($$"""{"{{ids}}":["x-1"],"MaxResults":5}""")).Code);

    [Fact]
    public void Ten_thousand_rules_and_interfaces_page_through()
    {
        var bench = new Ec2Bench(change: options => options with { RulesPerSecurityGroup = 20_000 });
        var vpc = bench.Vpc();
        var group = bench.Group(vpc);
        var subnet = bench.Subnet(vpc, "10.0.0.0/16");
        for (var batch = 0; batch < 10; batch++)
        {
            bench.Account.Invoke("ec2", "AuthorizeSecurityGroupIngress", (JsonObject)JsonSerializer.SerializeToNode(new
            {
                GroupId = group,
                IpPermissions = Enumerable.Range(batch * 1000, 1000).Select(port => Ec2Bench.Tcp(port, "10.0.0.0/8")),
            })!);
        }

        for (var made = 0; made < 10_000; made++)
        {
            bench.Service.AddServiceInterface("us-east-1", new ServiceInterface(subnet, "lambda", "lambda", "") { GroupIds = [group] });
        }

        // And the rule that lets everything out.
        Assert.Equal(11, PageCount(bench, "DescribeSecurityGroupRules", ("group-id", group), ("security-group-rule-id", "sgr-*")));
        Assert.Equal(10, PageCount(bench, "DescribeNetworkInterfaces", ("group-id", group)));
        Assert.Equal(10, PageCount(bench, "DescribeNetworkInterfaces", ("interface-type", "lam*")));
    }

    private static int PageCount(Ec2Bench bench, string operation, params (string Name, string Value)[] filters)
    {
        var (pages, token) = (0, (string?)null);
        do
        {
            var request = (JsonObject)JsonSerializer.SerializeToNode(
                new { MaxResults = 1000, NextToken = token, Filters = Ec2Bench.Filter(filters) })!;
            token = (string?)bench.Account.Invoke("ec2", operation, request)["NextToken"];
            pages++;
        }
        while (token is not null);
        return pages;
    }

    private static List<List<string>> Pages(Ec2Bench bench, string operation, string list, int size, object[]? filters = null)
    {
        var pages = new List<List<string>>();
        string? token = null;
        do
        {
            var answer = bench.Call(operation, new { MaxResults = size, NextToken = token, Filters = filters });
            pages.Add(Texts((JsonArray)answer[list]!));
            token = (string?)answer["NextToken"];
        }
        while (token is not null);
        return pages;
    }

    private static List<string> Texts(JsonArray items) => [.. items.Select(item => item!.ToJsonString())];
}
