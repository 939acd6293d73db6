using AwsHardening.Core.Changes.Reverts;
using AwsHardening.UnitTests.Engine.Story;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reverts;

public class RevertTroubleTests
{
    [Fact]
    public async Task What_somebody_changed_since_is_not_overwritten()
    {
        using var scene = new RevertScene();
        await scene.ChangeAsync(group: Fnd203Names.Web);
        var change = Assert.Single(await scene.ChangesAsync());
        var mine = AccountContent.ById(scene.Account).Keys;
        var made = AccountContent.Rules(scene.Account).First(rule => (string)rule["GroupId"]! == change.ResourceId
            && ((string?)rule["Description"])?.Contains("replaces", StringComparison.Ordinal) == true);
        scene.Account.Ec2("CreateTags", ("Resources", Ec2Calls.Texts((string)made["SecurityGroupRuleId"]!)), ("Tags", Ec2Calls.Tags(("Owner", "somebody"))));
        var content = AccountContent.Of(scene.Account);
        scene.Clock.Advance(RevertScene.After);
        var host = new TestHost();
        Assert.Empty(await scene.InvokeAsync(host));
        Assert.Equal("ChangeDrifted", Assert.Single(host.Errors).Id);
        Assert.Equal(content, AccountContent.Of(scene.Account));
        var pending = Assert.Single(await scene.PendingAsync());
        Assert.Equal(PendingRevertStatus.Failed, pending.Status);
        Assert.Contains("somebody", pending.Problem);
        Assert.Contains($"Invoke-PendingRevert -Id {pending.Id}", pending.NextStep);
        Assert.Contains($"Confirm-HardeningChange -Id {pending.Id}", pending.NextStep);

        // Kept as it is, or brought back and then taken back.
        scene.Account.Ec2("DeleteTags", ("Resources", Ec2Calls.Texts((string)made["SecurityGroupRuleId"]!)), ("Tags", Ec2Calls.Tags(("Owner", "somebody"))));
        Assert.Single(await scene.InvokeAsync(new TestHost(), pending.Id));
        Assert.Equal(scene.Before, AccountContent.Of(scene.Account));
        Assert.NotEmpty(mine);
    }

    [Fact]
    public async Task The_next_session_makes_what_nobody_made_and_says_so_once()
    {
        using var scene = new RevertScene();
        await scene.ChangeAsync();
        scene.Clock.Advance(RevertScene.After + TimeSpan.FromHours(8));
        var (host, session) = (new TestHost(), scene.Open());
        await RevertOperation.CatchUpAsync(session, host, RevertScene.Token);
        Assert.Contains("the changes are taken back now", Assert.Single(host.Warnings));
        Assert.Equal(scene.Before, AccountContent.Of(scene.Account));
        await RevertOperation.CatchUpAsync(session, host, RevertScene.Token);
        Assert.Single(host.Warnings);
    }

    [Fact]
    public async Task The_next_session_leaves_alone_what_is_not_overdue_or_not_its_own()
    {
        using var scene = new RevertScene();
        await scene.ChangeAsync();
        var calls = scene.Account.Calls.Count;
        var host = new TestHost();
        await RevertOperation.CatchUpAsync(scene.Open(), host, RevertScene.Token);
        var entry = scene.Folder.All()[0];
        scene.Clock.Advance(RevertScene.After + TimeSpan.FromHours(8));
        scene.Folder.Write(entry with { Region = "eu-west-1" });
        await RevertOperation.CatchUpAsync(scene.Open(), host, RevertScene.Token);
        Assert.Equal(calls, scene.Account.Calls.Count);
        scene.Folder.Write(entry with { AccountId = "999999999999" });
        await RevertOperation.CatchUpAsync(scene.Open(), host, RevertScene.Token);
        Assert.Empty(host.Warnings);
        Assert.Single(scene.Folder.All());
        Assert.NotEqual(scene.Before, AccountContent.Of(scene.Account));
    }

    [Fact]
    public async Task Under_WhatIf_the_next_session_only_tells()
    {
        using var scene = new RevertScene();
        await scene.ChangeAsync();
        scene.Clock.Advance(RevertScene.After + TimeSpan.FromHours(8));
        var (writes, host) = (scene.Writes, new TestHost { Agrees = false });
        await RevertOperation.CatchUpAsync(scene.Open(), host, RevertScene.Token);
        Assert.Contains("It stays pending", Assert.Single(host.Warnings));
        Assert.Equal(writes, scene.Writes);
        Assert.Single(scene.Folder.All());
    }

    [Fact]
    public async Task What_somebody_took_back_by_hand_drops_its_revert()
    {
        using var scene = new RevertScene();
        await scene.ChangeAsync();
        await foreach (var _ in Core.Changes.ChangeOperation.UndoAsync(
            scene.Session, new() { Id = [scene.Started[0].Id] }, new TestHost(), RevertScene.Token))
        {
        }

        var writes = scene.Writes;
        Assert.All(await scene.ChangesAsync(), change => Assert.Null(change.RevertAt));
        scene.Clock.Advance(RevertScene.After);
        Assert.Equal(RevertOutcome.NothingToRevert, (await scene.RevertAsync(scene.Started[0].Id)).Outcome);
        Assert.Equal(writes, scene.Writes);
        Assert.Empty(scene.Folder.All());
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_an_error_and_no_id_leads_out_of_the_folder()
    {
        using var scene = new RevertScene();
        await scene.ChangeAsync();
        File.WriteAllText(Path.Combine(scene.Folder.Path, "half.json"), "{\"version\": 1, \"id\"");
        File.Copy(Path.Combine(scene.Folder.Path, scene.Started[0].Id + ".json"), Path.Combine(scene.Folder.Path, "..", "out.json"));
        var host = new TestHost();
        Assert.Single(await scene.PendingAsync(host));
        Assert.Equal("RevertDamaged", Assert.Single(host.Errors).Id);
        Assert.Null(scene.Folder.Read("../out"));
        Assert.Null(scene.Folder.Claim("../out"));
    }
}
