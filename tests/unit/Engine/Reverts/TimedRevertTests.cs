using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Network;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Changes;
using AwsHardening.UnitTests.Engine.Story;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reverts;

public class TimedRevertTests
{
    [Fact]
    public async Task The_revert_is_on_the_disk_and_somebody_waits_before_the_first_call()
    {
        using var scene = new RevertScene();
        List<(int Pending, int Started)> atWrites = [];
        scene.OnStart = () => Assert.Equal("", ReadShared(scene.JournalPath));
        scene.Account.OnCall = (stage, call) =>
        {
            if (stage == CallStage.BeforeEffect && (call.Operation.StartsWith("Authorize", StringComparison.Ordinal)
                || call.Operation.StartsWith("Revoke", StringComparison.Ordinal)))
            {
                atWrites.Add((scene.Folder.All().Count, scene.Started.Count));
            }
        };
        var host = await scene.ChangeAsync();
        scene.Account.OnCall = null;
        Assert.DoesNotContain(host.Errors, error => error.Id != "NoPeer");
        Assert.Equal(6, atWrites.Count);
        Assert.All(atWrites, at => Assert.Equal((1, 1), at));
        var entry = Assert.Single(scene.Folder.All());
        Assert.Equal((await scene.ChangesAsync()).Select(change => change.SetId).Distinct(), [entry.Id]);
        Assert.Equal(SteppingClock.DefaultStart + RevertScene.After, entry.DueAt);
        Assert.Equal((scene.Account.AccountId, scene.Session.Region, RevertReach.Detached), (entry.AccountId, entry.Region, entry.Reach));
        Assert.Contains(host.Warnings, text => text.Contains($"Confirm-HardeningChange -Id {entry.Id}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Until_it_is_due_it_is_listed_and_not_made()
    {
        using var scene = new RevertScene();
        await scene.ChangeAsync();
        var writes = scene.Writes;
        var pending = Assert.Single(await scene.PendingAsync());
        Assert.Equal(PendingRevertStatus.Waiting, pending.Status);
        Assert.Equal(3, pending.ChangeIds.Count);
        Assert.All(await scene.ChangesAsync(), change => Assert.Equal(pending.RevertAt, change.RevertAt));
        var host = new TestHost();
        Assert.Empty(await scene.InvokeAsync(host));
        Assert.Empty(host.Errors);
        Assert.Empty(await scene.InvokeAsync(host, pending.Id));
        Assert.Equal("RevertNotDue", Assert.Single(host.Errors).Id);
        Assert.Equal(writes, scene.Writes);
    }

    [Fact]
    public async Task Once_due_everything_is_taken_back()
    {
        using var scene = new RevertScene();
        await scene.ChangeAsync();
        Assert.NotEqual(scene.Before, AccountContent.Of(scene.Account));
        scene.Clock.Advance(RevertScene.After);
        var host = new TestHost();
        Assert.Equal(3, (await scene.InvokeAsync(host)).Count);
        Assert.Empty(host.Errors);
        Assert.Equal(scene.Before, AccountContent.Of(scene.Account));
        Assert.Empty(Directory.EnumerateFileSystemEntries(scene.Folder.Path));
        Assert.All(await scene.ChangesAsync(), change => Assert.Null(change.RevertAt));
    }

    [Fact]
    public async Task What_is_confirmed_in_time_stays()
    {
        using var scene = new RevertScene();
        await scene.ChangeAsync();
        var after = AccountContent.Of(scene.Account);
        var host = new TestHost();
        // One change of the three: what one command did is kept together.
        Assert.Equal(3, (await scene.ConfirmAsync(host, [.. (await scene.ChangesAsync()).Select(change => change.ChangeId)])).Count);
        Assert.Empty(host.Errors);
        Assert.Single(host.Asked);
        Assert.Empty(await scene.PendingAsync());
        Assert.All(await scene.ChangesAsync(), change => Assert.Null(change.RevertAt));
        scene.Clock.Advance(RevertScene.After + RevertScene.After);
        Assert.Equal(RevertOutcome.Gone, (await scene.RevertAsync(scene.Started[0].Id)).Outcome);
        Assert.Empty(await scene.InvokeAsync(host));
        Assert.Equal(after, AccountContent.Of(scene.Account));
    }

    [Fact]
    public async Task Declining_to_confirm_leaves_the_revert_pending()
    {
        using var scene = new RevertScene();
        await scene.ChangeAsync();
        Assert.Empty(await scene.ConfirmAsync(new TestHost { Agrees = false }, scene.Started[0].Id));
        Assert.Single(await scene.PendingAsync());
    }

    [Fact]
    public async Task What_was_taken_back_cannot_be_confirmed_any_more()
    {
        using var scene = new RevertScene();
        await scene.ChangeAsync();
        scene.Clock.Advance(RevertScene.After);
        await scene.InvokeAsync(new TestHost());
        var host = new TestHost();
        Assert.Empty(await scene.ConfirmAsync(host, (await scene.ChangesAsync())[0].ChangeId, "nothing"));
        Assert.Equal(["RevertNotPending", "RevertNotPending"], host.Errors.Select(error => error.Id));
        Assert.Contains("was taken back already", host.Errors[0].Message);
        Assert.Contains("Undo-HardeningChange -Id", host.Errors[0].Action);
    }

    [Fact]
    public async Task With_WhatIf_nothing_is_written_and_nobody_is_started()
    {
        using var scene = new RevertScene();
        await scene.ChangeAsync(new TestHost { Agrees = false });
        Assert.Empty(scene.Started);
        Assert.False(Directory.Exists(scene.Folder.Path));
    }

    [Fact]
    public async Task A_command_that_dies_before_its_first_change_leaves_a_revert_that_drops_itself()
    {
        using var scene = new RevertScene();
        scene.OnStart = () => throw new ProcessEndedException();
        await Assert.ThrowsAsync<ProcessEndedException>(() => scene.ChangeAsync());
        Assert.Equal(0, scene.Writes);
        Assert.Empty(Assert.Single(await scene.PendingAsync()).ChangeIds);
        scene.Clock.Advance(RevertScene.After);
        Assert.Equal(RevertOutcome.NothingToRevert, (await scene.RevertAsync(scene.Started[0].Id)).Outcome);
        Assert.Empty(await scene.PendingAsync());
        Assert.Equal(scene.Before, AccountContent.Of(scene.Account));
    }

    [Fact]
    public async Task A_change_that_no_call_takes_back_is_refused()
    {
        using var scene = new RevertScene();
        var aws = Core.Account.AwsSession.Of(scene.Session);
        var host = new TestHost();
        var (revert, _) = await TimedRevert.PrepareAsync(scene.Session, scene.Account.AccountId, RevertScene.After, host);
        await using var runner = new ChangeRunner(aws, new CallerIdentity(scene.Account.AccountId, "arn", "user", "User", "user", "aws", "us-east-1"), host) { Revert = revert };
        var result = await runner.RunAsync(SampleChanges.Simple("one") with { Inverse = [] }, "act", null, null, RevertScene.Token);
        Assert.Equal("RevertNotPossible", result.Error!.Id);
        Assert.Empty(host.Asked);
        Assert.Equal(0, scene.Writes);
        Assert.Empty(scene.Started);
    }

    [Fact]
    public async Task Where_the_revert_cannot_be_written_nothing_is_changed()
    {
        using var scene = new RevertScene();
        File.WriteAllText(scene.Folder.Path, "a file where the folder should be");
        var host = await scene.ChangeAsync();
        Assert.Contains(host.Errors, error => error.Id == "RevertNotWritable");
        Assert.Equal(0, scene.Writes);
    }

    [Fact]
    public async Task Undoing_can_be_timed_too()
    {
        using var scene = new RevertScene();
        await scene.ChangeAsync(group: Fnd203Names.Web);
        await scene.ConfirmAsync(new TestHost(), scene.Started[0].Id);
        var after = AccountContent.Of(scene.Account);
        await foreach (var _ in ChangeOperation.UndoAsync(scene.Session,
            new UndoOptions { Id = [scene.Started[0].Id], RevertAfter = RevertScene.After }, new TestHost(), RevertScene.Token))
        {
            Assert.Equal(scene.Before, AccountContent.Of(scene.Account));
        }

        scene.Clock.Advance(RevertScene.After);
        await scene.InvokeAsync(new TestHost());
        Assert.Equal(after, AccountContent.Of(scene.Account));
    }

    [Fact]
    public async Task A_plan_applied_for_a_time_is_taken_back_whole_or_kept_by_its_id()
    {
        foreach (var keep in new[] { false, true })
        {
            using var scene = new RevertScene();
            var rules = await SgRuleOperation.FindAsync(scene.Session, new(), new TestHost(), RevertScene.Token).ToListAsync(RevertScene.Token);
            var plan = (await SgPeerReferenceOperation.PlanAsync(
                scene.Session, [.. rules.Where(rule => rule.OpenToVpc == true)], new(), new TestHost(), RevertScene.Token))!;
            var host = new TestHost();
            await PlanOperation.InvokeAsync(
                scene.Session, plan, new PlanApplyOptions { RevertAfter = RevertScene.After }, host, RevertScene.Token).ToListAsync(RevertScene.Token);
            var after = AccountContent.Of(scene.Account);
            Assert.NotEqual(scene.Before, after);
            Assert.Equal(plan.Changes.Select(change => change.ChangeId), Assert.Single(await scene.PendingAsync(host, plan.PlanId)).ChangeIds);
            Assert.Equal(keep ? 3 : 0, (await scene.ConfirmAsync(host, keep ? [plan.PlanId] : [])).Count);
            scene.Clock.Advance(RevertScene.After);
            Assert.Equal(keep ? 0 : 3, (await scene.InvokeAsync(host)).Count);
            Assert.Empty(host.Errors);
            Assert.Equal(keep ? after : scene.Before, AccountContent.Of(scene.Account));
        }
    }

    private static string ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private sealed class ProcessEndedException() : Exception("The process ended.");
}
