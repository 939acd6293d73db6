using AwsHardening.Core.Network;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;
using static AwsHardening.UnitTests.Engine.Story.Fnd203Names;

namespace AwsHardening.UnitTests.Engine.Story;

/// <summary>Uncovered addresses, quotas, tags, descriptions, half-done changes.</summary>
public class LimitsTests
{
    [Fact]
    public async Task An_address_in_use_without_a_usable_group_stops_the_replacement_or_is_kept()
    {
        using var rehearsal = Rehearsal.Fnd203();
        // A private NAT gateway initiates and has no group.
        var subnet = rehearsal.Account.All("DescribeInstances", "Reservations").SelectMany(r => r["Instances"]!.AsArray())
            .First(i => (string)i!["SecurityGroups"]![0]!["GroupName"]! == Services)!["SubnetId"]!;
        rehearsal.Account.Ec2("CreateNatGateway", ("SubnetId", (string)subnet!), ("ConnectivityType", "private"));
        var nat = rehearsal.Account.All("DescribeNetworkInterfaces", "NetworkInterfaces")
            .First(i => (string)i["InterfaceType"]! == "nat_gateway" && (string)i["SubnetId"]! == (string)subnet!);
        var rules = (await rehearsal.OpenToVpcAsync()).Where(rule => rule.GroupName == Web).ToArray();

        var host = new TestHost();
        Assert.Empty(await rehearsal.SetAsync(rules, host));
        Assert.All(host.Errors, error => Assert.Equal("UncoveredAddress", error.Id));
        Assert.All(host.Errors, error => Assert.Contains((string)nat["PrivateIpAddress"]!, error.Message));
        Assert.Equal(2, host.Errors.Count);
        Assert.Empty(rehearsal.Mutations);

        var done = await rehearsal.SetAsync(rules, host, new() { KeepUncovered = true });
        Assert.Equal(2, done.Count);
        var after = AccountContent.ById(rehearsal.Account);
        Assert.All(done, one =>
        {
            Assert.Equal(2, one.NewRuleIds.Count);
            Assert.Equal(3, (int)one.AddressesAfter);
            Assert.Contains(one.NewRuleIds, id => after[id].Contains($"|{nat["PrivateIpAddress"]}/32|", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task Over_quota_nothing_is_sent()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var rules = (await rehearsal.OpenToVpcAsync()).Where(rule => rule.GroupName == Services).ToArray();
        // 3 rules stand; 2 references for the first rule make 5, 2 more for the second 7.
        var host = new TestHost();
        Assert.Single(await rehearsal.SetAsync(rules, host, new() { RuleQuota = 5 }));
        Assert.Equal("RulesPerSecurityGroupQuota", Assert.Single(host.Errors).Id);
        Assert.Contains("7 IPv4", host.Errors[0].Message);
        Assert.Equal(2, rehearsal.Mutations.Count);
    }

    [Fact]
    public async Task At_the_quota_everything_is_sent()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var rules = (await rehearsal.OpenToVpcAsync()).Where(rule => rule.GroupName == Services).ToArray();
        Assert.Equal(2, (await rehearsal.SetAsync(rules, new TestHost(), new() { RuleQuota = 7 })).Count);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 4)]
    public async Task Tags_are_carried_over_with_one_call_for_each_set_of_tags(bool alike, int calls)
    {
        using var rehearsal = Rehearsal.Fnd203();
        var rules = (await rehearsal.OpenToVpcAsync()).Where(rule => rule.GroupName == Web).ToArray();
        rehearsal.Account.Ec2("CreateTags", ("Resources", Ec2Calls.Texts(rules[0].RuleId)), ("Tags", Ec2Calls.Tags(("Owner", "a"), ("Team", "x"))));
        rehearsal.Account.Ec2(
            "CreateTags", ("Resources", Ec2Calls.Texts(rules[1].RuleId)),
            ("Tags", Ec2Calls.Tags(("Team", "x"), ("Owner", alike ? "a" : "b"))));
        var before = AccountContent.Of(rehearsal.Account);
        var done = await rehearsal.SetAsync(rules, new TestHost());
        Assert.Equal(calls, rehearsal.Mutations.Count);
        var after = AccountContent.ById(rehearsal.Account);
        Assert.EndsWith("|Owner=a,Team=x", after[done.Single(one => one.OldRuleId == rules[0].RuleId).NewRuleIds[0]]);
        Assert.EndsWith(alike ? "|Owner=a,Team=x" : "|Owner=b,Team=x", after[done.Single(one => one.OldRuleId == rules[1].RuleId).NewRuleIds[0]]);
        await rehearsal.UndoAsync([done[0].ChangeId!], new TestHost());
        Assert.Equal(before, AccountContent.Of(rehearsal.Account));
    }

    [Fact]
    public async Task A_description_may_be_given_and_a_bad_one_is_refused_before_anything()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var rules = await rehearsal.OpenToVpcAsync();
        var host = new TestHost();
        Assert.Empty(await rehearsal.SetAsync(rules, host, new() { Description = "näh" }));
        Assert.Equal("DescriptionInvalid", Assert.Single(host.Errors).Id);
        Assert.Empty(rehearsal.Mutations);
        var done = await rehearsal.SetAsync(rules, new TestHost(), new() { Description = "By hand" });
        var after = AccountContent.ById(rehearsal.Account);
        Assert.All(done.SelectMany(one => one.NewRuleIds), id => Assert.Contains("|By hand|", after[id]));
    }

    [Fact]
    public async Task A_reference_that_stands_already_is_used_and_not_added()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var (web, services) = (rehearsal.Account.GroupId(Web), rehearsal.Account.GroupId(Services));
        var standing = rehearsal.Account.Authorize(web, egress: false, Ec2Calls.Object(
            ("IpProtocol", "tcp"), ("FromPort", 22), ("ToPort", 22),
            ("UserIdGroupPairs", new System.Text.Json.Nodes.JsonArray(Ec2Calls.Object(("GroupId", services), ("Description", "mine"))))));
        var before = AccountContent.Of(rehearsal.Account);
        var rule = (await rehearsal.OpenToVpcAsync()).Single(one => one.GroupName == Web && one.Ports == "22");
        var done = Assert.Single(await rehearsal.SetAsync([rule], new TestHost()));
        Assert.Equal([standing], done.NewRuleIds);
        Assert.Equal("RevokeSecurityGroupIngress", Assert.Single(rehearsal.Mutations).Operation);
        await rehearsal.UndoAsync([done.ChangeId!], new TestHost());
        Assert.Equal(before, AccountContent.Of(rehearsal.Account));
    }

    [Fact]
    public async Task An_interrupted_change_is_warned_of()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var rules = await rehearsal.OpenToVpcAsync();
        await rehearsal.SetAsync(rules.Where(rule => rule.GroupName == Web), new TestHost());
        var lines = File.ReadAllLines(rehearsal.JournalPath);
        File.WriteAllLines(rehearsal.JournalPath, lines[..^1]);
        rehearsal.Reopen();
        var interrupted = Assert.Single(await rehearsal.ChangesAsync());
        Assert.Equal(HardeningChangeStatus.Interrupted, interrupted.Status);
        Assert.Contains("Undo-HardeningChange", interrupted.NextStep);
        var host = new TestHost();
        await rehearsal.SetAsync(rules.Where(rule => rule.GroupName == Database), host);
        Assert.Contains(interrupted.ChangeId, Assert.Single(host.Warnings));
        // Once a session.
        await rehearsal.SetAsync(rules.Where(rule => rule.GroupName == Services), host);
        Assert.Single(host.Warnings);
    }

    [Fact]
    public async Task Rules_that_are_not_there_or_have_no_range_are_named()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var reference = (await rehearsal.RulesAsync()).First(rule => rule.SourceType == RuleSourceType.SecurityGroup);
        var host = new TestHost();
        Assert.Empty(await rehearsal.SetAsync(["sgr-00000000000000000", reference.RuleId], host));
        Assert.Equal(["SecurityGroupRuleNotFound", "RuleHasNoRange"], host.Errors.Select(error => error.Id));
    }
}
