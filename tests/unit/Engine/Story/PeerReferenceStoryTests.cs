using System.Numerics;
using System.Text.Json.Nodes;
using AwsHardening.Seam;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;
using static AwsHardening.UnitTests.Engine.Story.Fnd203Names;

namespace AwsHardening.UnitTests.Engine.Story;

/// <summary>The main job, on the workshop's environment.</summary>
public class PeerReferenceStoryTests
{
    [Fact]
    public async Task Eight_rules_are_open_to_a_whole_VPC()
    {
        using var rehearsal = Rehearsal.Fnd203();
        Assert.Equal(
            new[]
            {
                $"{Database} Ingress tcp 22 10.1.0.0/16", $"{Database} Ingress tcp 3389 10.1.0.0/16",
                $"{Poc} Ingress tcp 22 10.1.0.0/16", $"{Poc} Ingress tcp 3389 10.1.0.0/16",
                $"{Services} Egress tcp 22 10.0.0.0/16", $"{Services} Egress tcp 3389 10.0.0.0/16",
                $"{Web} Ingress tcp 22 10.1.0.0/16", $"{Web} Ingress tcp 3389 10.1.0.0/16",
            }.Order(),
            (await rehearsal.OpenToVpcAsync())
                .Select(rule => $"{rule.GroupName} {rule.Direction} {rule.Protocol} {rule.Ports} {rule.Source}").Order());
    }

    [Fact]
    public async Task Ranges_become_references_and_the_proof_of_concept_is_left_with_a_reason()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var host = new TestHost();
        var done = await rehearsal.SetAsync(await rehearsal.OpenToVpcAsync(), host);
        Assert.Equal(6, done.Count);
        Assert.All(done, one => Assert.Equal(new BigInteger(65536), one.AddressesBefore));
        Assert.Equal(
            [(Services, 4), (Database, 2), (Web, 2)],
            done.GroupBy(one => one.GroupName).Select(group => (group.Key, (int)group.Select(one => one.AddressesAfter).Distinct().Single()))
                .Order());
        Assert.Equal(2, host.Errors.Count);
        Assert.All(host.Errors, error =>
        {
            Assert.Equal("NoPeer", error.Id);
            Assert.Equal(OperationErrorCategory.InvalidOperation, error.Category);
            Assert.Equal(Poc, Assert.IsType<SgRule>(error.Target).GroupName);
            Assert.Contains("no route", error.Message);
            Assert.Contains("rule", error.Message);
            Assert.Contains(rehearsal.Account.GroupId(Services), error.Message);
        });
    }

    [Fact]
    public async Task Six_calls_are_made_each_group_adds_before_it_revokes_by_rule_id()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var rules = await rehearsal.OpenToVpcAsync();
        await rehearsal.SetAsync(rules, new TestHost());
        var (web, database, services) =
            (rehearsal.Account.GroupId(Web), rehearsal.Account.GroupId(Database), rehearsal.Account.GroupId(Services));
        Assert.Equal(6, rehearsal.Mutations.Count);
        AssertReplaced(rehearsal, rules, web, "Ingress", [services]);
        AssertReplaced(rehearsal, rules, database, "Ingress", [services]);
        AssertReplaced(rehearsal, rules, services, "Egress", [.. new[] { web, database }.Order(StringComparer.Ordinal)]);
    }

    [Fact]
    public async Task The_account_reads_back_as_the_result_says()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var before = AccountContent.ById(rehearsal.Account);
        var done = await rehearsal.SetAsync(await rehearsal.OpenToVpcAsync(), new TestHost());
        var after = AccountContent.ById(rehearsal.Account);
        Assert.Equal(done.Select(one => one.OldRuleId).Order(), before.Keys.Except(after.Keys).Order());
        Assert.Equal(done.SelectMany(one => one.NewRuleIds).Order(), after.Keys.Except(before.Keys).Order());
        foreach (var one in done)
        {
            Assert.Equal(
                one.Peers.Select(peer => $"{one.GroupId}|{(one.Direction == RuleDirection.Egress ? "egress" : "ingress")}|tcp|{one.Ports}|"
                    + $"{one.Ports}|{peer}|replaces {one.OldSource} ({one.OldRuleId})|").Order(),
                one.NewRuleIds.Select(id => after[id]).Order());
        }

        Assert.All(before.Keys.Intersect(after.Keys), id => Assert.Equal(before[id], after[id]));
    }

    [Fact]
    public async Task The_counts_of_the_new_rules_are_small()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var done = await rehearsal.SetAsync(await rehearsal.OpenToVpcAsync(), new TestHost());
        var rules = (await rehearsal.RulesAsync()).ToDictionary(rule => rule.RuleId);
        Assert.All(done, one => Assert.Equal(
            one.AddressesAfter, one.NewRuleIds.Select(id => rules[id].AddressCount!.Value).Aggregate((sum, next) => sum + next)));
    }

    [Fact]
    public async Task A_second_run_finds_nothing_more_to_do()
    {
        using var rehearsal = Rehearsal.Fnd203();
        await rehearsal.SetAsync(await rehearsal.OpenToVpcAsync(), new TestHost());
        rehearsal.Account.ClearCalls();
        var host = new TestHost();
        Assert.Empty(await rehearsal.SetAsync(await rehearsal.OpenToVpcAsync(), host));
        Assert.Equal(["NoPeer", "NoPeer"], host.Errors.Select(error => error.Id));
        Assert.Empty(rehearsal.Mutations);
    }

    [Fact]
    public async Task With_WhatIf_nothing_is_called_and_no_journal_is_made()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var host = new TestHost { Agrees = false };
        Assert.Empty(await rehearsal.SetAsync(await rehearsal.OpenToVpcAsync(), host));
        Assert.Equal(3, host.Asked.Count);
        Assert.All(host.Asked, asked => Assert.Contains("65,536", asked.Action));
        Assert.Empty(rehearsal.Mutations);
        Assert.False(File.Exists(rehearsal.JournalPath));
    }

    private static void AssertReplaced(
        Rehearsal rehearsal, IReadOnlyList<SgRule> rules, string groupId, string direction, string[] peers)
    {
        SgRule[] old = [.. rules.Where(rule => rule.GroupId == groupId)];
        var calls = rehearsal.Mutations.Where(call => (string)call.Parameters["GroupId"]! == groupId).ToArray();
        Assert.Equal([$"AuthorizeSecurityGroup{direction}", $"RevokeSecurityGroup{direction}"], calls.Select(call => call.Operation));
        var wanted = new JsonObject
        {
            ["GroupId"] = groupId,
            ["IpPermissions"] = new JsonArray(
            [
                .. from rule in old
                   from peer in peers
                   select new JsonObject
                   {
                       ["IpProtocol"] = "tcp", ["FromPort"] = rule.FromPort, ["ToPort"] = rule.ToPort,
                       ["UserIdGroupPairs"] = new JsonArray(new JsonObject
                       {
                           ["GroupId"] = peer, ["Description"] = $"replaces {rule.Source} ({rule.RuleId})",
                       }),
                   },
            ]),
        };
        AssertSame(wanted, calls[0].Parameters);
        AssertSame(
            new JsonObject { ["GroupId"] = groupId, ["SecurityGroupRuleIds"] = Ec2Calls.Texts([.. old.Select(rule => rule.RuleId)]) },
            calls[1].Parameters);
    }

    private static void AssertSame(JsonObject wanted, JsonObject sent) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(wanted.ToJsonString()), JsonNode.Parse(sent.ToJsonString())),
            $"wanted {wanted.ToJsonString()}\nsent   {sent.ToJsonString()}");
}
