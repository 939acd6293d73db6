using AwsHardening.Core.Network.Analysis;
using AwsHardening.Core.Network.Model;
using Xunit;
using static AwsHardening.UnitTests.Engine.Network.Generators;

namespace AwsHardening.UnitTests.Engine.Network;

/// <summary>Every address of a delegated prefix is the interface's, not its first alone (Amazon EC2 User Guide, "Prefix delegation").</summary>
public class DelegatedPrefixTests
{
    private const string Pods = "10.0.1.0/28";

    [Fact]
    public void A_prefix_that_begins_inside_the_range_and_ends_outside_would_widen()
    {
        var rule = Ingress("sg-server", "10.0.1.0/29");
        var findings = Find(rule, pods: Member("eni-pods", "sg-pods", "10.0.1.1", Pods), egress: [("sg-pods", "0.0.0.0/0")]);
        Assert.Equal(SgPeerStatus.WouldWiden, Assert.Single(findings.Groups).Status);
        Assert.Single(findings.Uncovered);
    }

    [Fact]
    public void A_prefix_wholly_inside_does_not_widen()
    {
        var findings = Find(
            Ingress("sg-server", Pods), pods: Member("eni-pods", "sg-pods", "10.0.1.1", Pods), egress: [("sg-pods", "0.0.0.0/0")]);
        Assert.Equal(["sg-pods"], findings.Selected);
    }

    [Fact]
    public void A_client_that_may_only_reach_the_members_prefix_needs_the_rule()
    {
        // The server answers on its delegated prefix; the client's way out leads to the middle of that prefix alone.
        var findings = Find(
            Ingress("sg-server", "10.0.0.64/26"), Member("eni-client", "sg-pods", "10.0.0.70"),
            egress: [("sg-pods", "10.0.2.8/30")], serverPrefix: "10.0.2.0/28");
        Assert.Equal(["sg-pods"], findings.Selected);
    }

    private static PeerFindings Find(Rule rule, Interface pods, (string Group, string To)[] egress, string? serverPrefix = null)
    {
        var model = new NetworkModel(new NetworkFacts
        {
            AccountId = "123456789012",
            Region = "us-east-1",
            Vpcs = [new Vpc("vpc-1", "123456789012", [Cidr.Parse("10.0.0.0/16")])],
            Groups = [new Group("sg-server", "server", "vpc-1", "123456789012", new Dictionary<string, string>()), new Group("sg-pods", "pods", "vpc-1", "123456789012", new Dictionary<string, string>())],
            Rules =
            [
                rule,
                .. egress.Select((e, i) => new Rule(
                    $"sgr-e{i}", e.Group, new RuleKey(RuleDirection.Egress, TrafficSpan.All, RuleSource.Of(Cidr.Parse(e.To))), "",
                    new Dictionary<string, string>())),
            ],
            Interfaces = [Member("eni-server", "sg-server", "10.0.0.10", serverPrefix), pods],
        });
        return new PeerFinder(model).Find(rule);
    }

    private static Interface Member(string id, string group, string address, string? prefix = null) =>
        Interface(id, [IpAddress.Parse(address)], prefix is null ? [] : [Cidr.Parse(prefix)], [group]);

    private static Rule Ingress(string group, string range) => new(
        "sgr-1", group, new RuleKey(RuleDirection.Ingress, TrafficSpan.Create("tcp", 80, 80), RuleSource.Of(Cidr.Parse(range))), "",
        new Dictionary<string, string>());
}
