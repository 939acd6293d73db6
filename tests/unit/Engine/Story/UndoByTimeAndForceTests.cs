using AwsHardening.Core.Changes;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;
using static AwsHardening.UnitTests.Engine.Story.Fnd203Names;

namespace AwsHardening.UnitTests.Engine.Story;

public class UndoByTimeAndForceTests
{
    [Fact]
    public async Task By_time_what_was_changed_since_then_and_still_stands_is_taken_back()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var rules = await rehearsal.OpenToVpcAsync();
        await rehearsal.SetAsync(rules.Where(rule => rule.GroupName == Web), new TestHost());
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        var between = AccountContent.Of(rehearsal.Account);
        var since = rehearsal.Clock.GetUtcNow();
        await rehearsal.SetAsync(rules.Where(rule => rule.GroupName is Database or Services), new TestHost());
        rehearsal.Reopen();
        var host = new TestHost();
        var undone = await rehearsal.UndoAsync(new UndoOptions { Since = since }, host);
        Assert.Empty(host.Errors);
        Assert.Equal(2, undone.Count);
        Assert.Equal(between, AccountContent.Of(rehearsal.Account));
        // Nothing since then still stands, and the taking back itself is not meant.
        Assert.Empty(await rehearsal.UndoAsync(new UndoOptions { Since = since }, host));
        Assert.Empty(host.Errors);
    }

    [Fact]
    public async Task With_Force_what_still_stands_of_a_drifted_change_is_taken_back()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var before = AccountContent.Of(rehearsal.Account);
        var done = await rehearsal.SetAsync((await rehearsal.OpenToVpcAsync()).Where(rule => rule.GroupName == Web), new TestHost());
        var change = done[0];
        rehearsal.Account.Revoke(change.GroupId, egress: false, change.NewRuleIds[0]);
        Assert.Equal("ChangeDrifted", await ErrorAsync(new UndoOptions { Id = [change.ChangeId!] }));
        var host = new TestHost();
        Assert.Single(await rehearsal.UndoAsync(new UndoOptions { Id = [change.ChangeId!], Force = true }, host));
        Assert.Empty(host.Errors);
        Assert.Contains("only what still stands", Assert.Single(host.Warnings));
        Assert.Equal(before, AccountContent.Of(rehearsal.Account));

        async Task<string> ErrorAsync(UndoOptions options)
        {
            var refusing = new TestHost();
            Assert.Empty(await rehearsal.UndoAsync(options, refusing));
            return Assert.Single(refusing.Errors).Id;
        }
    }

    [Fact]
    public async Task With_Force_a_rule_that_somebody_changed_is_left_alone()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var done = await rehearsal.SetAsync((await rehearsal.OpenToVpcAsync()).Where(rule => rule.GroupName == Web), new TestHost());
        var changed = done[0].NewRuleIds[0];
        rehearsal.Account.Ec2("CreateTags", ("Resources", Ec2Calls.Texts(changed)), ("Tags", Ec2Calls.Tags(("Mine", "yes"))));
        var standing = AccountContent.ById(rehearsal.Account)[changed];
        var host = new TestHost();
        var undone = Assert.Single(await rehearsal.UndoAsync(new UndoOptions { Id = [done[0].ChangeId!], Force = true }, host));
        Assert.Contains(standing, AccountContent.Of(rehearsal.Account));
        // It can be taken back itself.
        rehearsal.Reopen();
        Assert.Single(await rehearsal.UndoAsync([undone.ChangeId], host));
        Assert.Empty(host.Errors);
    }

    [Fact]
    public async Task With_Force_a_change_of_which_nothing_stands_is_refused()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var rule = (await rehearsal.OpenToVpcAsync()).First(one => one.GroupName == Web);
        var done = Assert.Single(await rehearsal.SetAsync([rule], new TestHost()));
        rehearsal.Account.Revoke(done.GroupId, egress: false, [.. done.NewRuleIds]);
        rehearsal.Account.Authorize(done.GroupId, egress: false, Ec2Calls.Tcp(int.Parse(done.Ports), done.OldSource));
        var drifted = AccountContent.Of(rehearsal.Account);
        var host = new TestHost();
        Assert.Empty(await rehearsal.UndoAsync(new UndoOptions { Id = [done.ChangeId!], Force = true }, host));
        Assert.Contains("Nothing of the change still stands", Assert.Single(host.Errors).Action);
        Assert.Equal(drifted, AccountContent.Of(rehearsal.Account));
    }
}
