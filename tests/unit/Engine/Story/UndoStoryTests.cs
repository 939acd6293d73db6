using AwsHardening.UnitTests.Engine.Support;
using Xunit;
using static AwsHardening.UnitTests.Engine.Story.Fnd203Names;

namespace AwsHardening.UnitTests.Engine.Story;

public class UndoStoryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Undo_restores_the_account_in_reverse_order_whatever_order_is_given(bool given)
    {
        using var rehearsal = Rehearsal.Fnd203();
        var before = AccountContent.Of(rehearsal.Account);
        await rehearsal.SetAsync(await rehearsal.OpenToVpcAsync(), new TestHost());
        var changes = await rehearsal.ChangesAsync();
        Assert.Equal(3, changes.Count);
        Assert.All(changes, change => Assert.Equal(HardeningChangeStatus.Applied, change.Status));
        rehearsal.Reopen();
        var host = new TestHost();
        var ids = changes.Select(change => change.ChangeId);
        var undone = await rehearsal.UndoAsync(given ? ids.Reverse() : ids, host);
        Assert.Empty(host.Errors);
        Assert.Equal(changes.Reverse().Select(change => change.ChangeId), undone.Select(change => change.Undoes));
        Assert.Equal(before, AccountContent.Of(rehearsal.Account));
        Assert.All((await rehearsal.ChangesAsync()).Take(3), change => Assert.Equal(HardeningChangeStatus.Undone, change.Status));
    }

    [Fact]
    public async Task A_set_is_taken_back_by_its_own_id()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var before = AccountContent.Of(rehearsal.Account);
        await rehearsal.SetAsync(await rehearsal.OpenToVpcAsync(), new TestHost());
        Assert.Equal(3, (await rehearsal.UndoAsync([(await rehearsal.ChangesAsync())[0].SetId], new TestHost())).Count);
        Assert.Equal(before, AccountContent.Of(rehearsal.Account));
    }

    [Fact]
    public async Task Descriptions_and_tags_come_back()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var group = rehearsal.Account.GroupId(Web);
        rehearsal.Account.Authorize(
            group, egress: false, Ec2Calls.Tcp(8080, "10.1.0.0/16", "Old words"), Ec2Calls.Tags(("Owner", "ops"), ("Cost", "7")));
        var before = AccountContent.Of(rehearsal.Account);
        await rehearsal.SetAsync(await rehearsal.OpenToVpcAsync(), new TestHost());
        Assert.NotEqual(before, AccountContent.Of(rehearsal.Account));
        await rehearsal.UndoAsync((await rehearsal.ChangesAsync()).Select(change => change.ChangeId), new TestHost());
        Assert.Equal(before, AccountContent.Of(rehearsal.Account));
    }

    [Fact]
    public async Task An_undo_can_be_undone_again_and_again()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var before = AccountContent.Of(rehearsal.Account);
        await rehearsal.SetAsync(await rehearsal.OpenToVpcAsync(), new TestHost());
        var after = AccountContent.Of(rehearsal.Account);
        var ids = (await rehearsal.ChangesAsync()).Select(change => change.ChangeId).ToArray();
        for (var round = 0; round < 4; round++)
        {
            rehearsal.Reopen();
            var host = new TestHost();
            ids = [.. (await rehearsal.UndoAsync(ids, host)).Select(change => change.ChangeId)];
            Assert.Empty(host.Errors);
            Assert.Equal(3, ids.Length);
            Assert.Equal(round % 2 == 0 ? before : after, AccountContent.Of(rehearsal.Account));
        }
    }

    [Fact]
    public async Task The_same_change_may_be_made_and_undone_repeatedly()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var before = AccountContent.Of(rehearsal.Account);
        for (var round = 0; round < 3; round++)
        {
            var done = await rehearsal.SetAsync(await rehearsal.OpenToVpcAsync(), new TestHost());
            Assert.Equal(6, done.Count);
            var host = new TestHost();
            await rehearsal.UndoAsync(done.Select(one => one.ChangeId!).Distinct(), host);
            Assert.Empty(host.Errors);
            Assert.Equal(before, AccountContent.Of(rehearsal.Account));
        }
    }

    [Fact]
    public async Task What_is_taken_back_already_is_said_to_be()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var done = await rehearsal.SetAsync(await rehearsal.OpenToVpcAsync(), new TestHost());
        await rehearsal.UndoAsync([done[0].ChangeId!], new TestHost());
        var calls = rehearsal.Mutations.Count;
        var host = new TestHost();
        Assert.Empty(await rehearsal.UndoAsync([done[0].ChangeId!], host));
        Assert.Equal("ChangeNotUndoable", Assert.Single(host.Errors).Id);
        Assert.Contains("Undo-HardeningChange -Id", host.Errors[0].Action);
        Assert.Equal(calls, rehearsal.Mutations.Count);
    }

    [Fact]
    public async Task An_unknown_change_is_an_error()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var host = new TestHost();
        Assert.Empty(await rehearsal.UndoAsync(["nothing"], host));
        Assert.Equal("ChangeNotFound", Assert.Single(host.Errors).Id);
    }

    [Fact]
    public async Task With_WhatIf_nothing_is_taken_back_and_nothing_is_journaled()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var done = await rehearsal.SetAsync(await rehearsal.OpenToVpcAsync(), new TestHost());
        var (journal, calls) = (File.ReadAllText(rehearsal.JournalPath), rehearsal.Mutations.Count);
        var host = new TestHost { Agrees = false };
        Assert.Empty(await rehearsal.UndoAsync(done.Select(one => one.ChangeId!).Distinct(), host));
        Assert.Equal(3, host.Asked.Count);
        Assert.Equal(calls, rehearsal.Mutations.Count);
        Assert.Equal(journal, File.ReadAllText(rehearsal.JournalPath));
    }

    [Fact]
    public async Task A_change_that_a_later_one_relies_on_is_not_taken_back_before_it()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var narrow = rehearsal.Account.Authorize(rehearsal.Account.GroupId(Web), egress: false, Ec2Calls.Tcp(22, "10.1.128.0/17"));
        var before = AccountContent.Of(rehearsal.Account);
        // The first makes the reference; the second finds it there and only revokes.
        var first = Assert.Single(await rehearsal.SetAsync([narrow], new TestHost())).ChangeId!;
        var wide = (await rehearsal.OpenToVpcAsync()).Single(rule => rule.GroupName == Web && rule.Ports == "22");
        var second = Assert.Single(await rehearsal.SetAsync([wide], new TestHost())).ChangeId!;
        var after = AccountContent.Of(rehearsal.Account);
        rehearsal.Reopen();
        var host = new TestHost();
        Assert.Empty(await rehearsal.UndoAsync([first], host));
        Assert.Equal("ChangeStillNeeded", Assert.Single(host.Errors).Id);
        Assert.Equal(after, AccountContent.Of(rehearsal.Account));

        host = new TestHost();
        var undone = await rehearsal.UndoAsync([first, second], host);
        Assert.Empty(host.Errors);
        Assert.Equal([second, first], undone.Select(change => change.Undoes));
        Assert.Equal(before, AccountContent.Of(rehearsal.Account));
    }
}
