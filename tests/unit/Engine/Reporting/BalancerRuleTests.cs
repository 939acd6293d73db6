using System.Text.Json.Nodes;
using AwsHardening.Core.Reading;
using AwsHardening.Core.Reporting;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <summary>Load balancers of the kinds that the embedded account does not serve.</summary>
public sealed class BalancerRuleTests
{
    private const string AccessLogs = "elb-access-logs", Protection = "elb-deletion-protection", Headers = "elb-invalid-headers";

    [Theory]
    [InlineData("network", "TLS", "false", AccessLogs, FindingStatus.Fail)]
    [InlineData("network", "TLS", "true", AccessLogs, FindingStatus.Pass)]
    [InlineData("network", "TLS", "false", Protection, FindingStatus.Fail)]
    [InlineData("gateway", "GENEVE", "true", Protection, FindingStatus.Pass)]
    [InlineData("application", "HTTP", "false", AccessLogs, FindingStatus.Fail)]
    public void Are_judged_by_what_they_have(string kind, string protocol, string value, string rule, FindingStatus status) =>
        Assert.Equal(status, Assert.Single(Judge(kind, protocol, value, rule)).Status);

    [Theory]
    [InlineData("network", "TCP", AccessLogs)]
    [InlineData("gateway", "GENEVE", AccessLogs)]
    [InlineData("network", "TLS", Headers)]
    public void Are_left_out_where_they_have_no_such_thing(string kind, string protocol, string rule) => Assert.Empty(Judge(kind, protocol, "false", rule));

    private static List<HardeningFinding> Judge(string kind, string protocol, string value, string rule)
    {
        var balancer = new JsonObject
        {
            ["LoadBalancerName"] = "example", ["LoadBalancerArn"] = $"arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/{kind}/example/0123456789abcdef", ["Type"] = kind,
            ["Listeners"] = new JsonArray(new JsonObject { ["Protocol"] = protocol }),
            ["Attributes"] = new JsonArray([.. new[] { "access_logs.s3.enabled", "deletion_protection.enabled" }.Select(key => (JsonNode)new JsonObject { ["Key"] = key, ["Value"] = value })]),
        };
        var none = new Dictionary<string, Fact<IReadOnlyList<AuditResource>>>();
        var region = new AuditRegion("eu-west-1", new Dictionary<string, Fact<IReadOnlyList<AuditResource>>>
        {
            ["LoadBalancers"] = Fact.Known<IReadOnlyList<AuditResource>>([new AuditResource(balancer, new Dictionary<string, UnreadFactException>())]),
        });
        var document = new AuditDocument("123456789012", "aws", DateTimeOffset.UnixEpoch, new AuditRegion(AuditRegion.Everywhere, none), [region]);
        return [.. RuleJudge.Judge(document, RuleCatalog.All.Where(one => one.Info.Id == rule))];
    }
}
