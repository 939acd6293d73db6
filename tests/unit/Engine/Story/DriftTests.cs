using System.Text.Json.Nodes;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;
using static AwsHardening.UnitTests.Engine.Story.Fnd203Names;

namespace AwsHardening.UnitTests.Engine.Story;

/// <summary>What others did to a change's rules since is not overwritten; what they did beside them does not matter.</summary>
public class DriftTests
{
    [Fact]
    public Task A_changed_description() => Refused(
        (rehearsal, change) => rehearsal.Account.Ec2("ModifySecurityGroupRules", ("GroupId", change.GroupId), ("SecurityGroupRules", new JsonArray(
            Ec2Calls.Object(("SecurityGroupRuleId", change.NewRuleIds[0]), ("SecurityGroupRule", Ec2Calls.Object(
                ("IpProtocol", "tcp"), ("FromPort", int.Parse(change.Ports)), ("ToPort", int.Parse(change.Ports)),
                ("ReferencedGroupId", change.Peers[0]), ("Description", "somebody was here"))))))),
        "somebody was here");

    [Fact]
    public Task A_changed_tag() => Refused(
        (rehearsal, change) => rehearsal.Account.Ec2(
            "CreateTags", ("Resources", Ec2Calls.Texts(change.NewRuleIds[0])), ("Tags", Ec2Calls.Tags(("Owner", "somebody")))),
        "somebody");

    [Fact]
    public Task A_rule_that_is_gone() => Refused(
        (rehearsal, change) => rehearsal.Account.Revoke(change.GroupId, egress: false, change.NewRuleIds[0]), "is gone");

    [Fact]
    public Task A_range_that_is_there_again() => Refused(
        (rehearsal, change) => rehearsal.Account.Authorize(
            change.GroupId, egress: false, Ec2Calls.Tcp(int.Parse(change.Ports), change.OldSource)),
        "is there again");

    [Fact]
    public async Task Rules_beside_the_change_are_no_drift()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var before = AccountContent.Of(rehearsal.Account);
        var done = await rehearsal.SetAsync(await rehearsal.OpenToVpcAsync(), new TestHost());
        rehearsal.Account.Authorize(rehearsal.Account.GroupId(Web), egress: false, Ec2Calls.Tcp(9, "192.0.2.0/24"));
        var host = new TestHost();
        await rehearsal.UndoAsync(done.Select(one => one.ChangeId!).Distinct(), host);
        Assert.Empty(host.Errors);
        Assert.Equal(
            before.Append($"{rehearsal.Account.GroupId(Web)}|ingress|tcp|9|9|192.0.2.0/24||").Order(StringComparer.Ordinal),
            AccountContent.Of(rehearsal.Account));
    }

    private static async Task Refused(Action<Rehearsal, SgPeerReference> drift, string difference)
    {
        using var rehearsal = Rehearsal.Fnd203();
        var done = await rehearsal.SetAsync(await rehearsal.OpenToVpcAsync(), new TestHost());
        var change = done.First(one => one.GroupName == Web);
        drift(rehearsal, change);
        var drifted = AccountContent.Of(rehearsal.Account);
        var host = new TestHost();
        Assert.Empty(await rehearsal.UndoAsync([change.ChangeId!], host));
        var error = Assert.Single(host.Errors);
        Assert.Equal("ChangeDrifted", error.Id);
        Assert.Contains(difference, error.Message);
        Assert.Equal(drifted, AccountContent.Of(rehearsal.Account));
    }
}
