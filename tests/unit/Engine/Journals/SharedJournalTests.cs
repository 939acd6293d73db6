using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Journals;
using AwsHardening.Core.Errors;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Changes;
using AwsHardening.UnitTests.Engine.Story;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Journals;

/// <summary>Two machines at one journal.</summary>
public class SharedJournalTests
{
    [Fact]
    public async Task What_one_machine_did_another_lists_and_takes_back()
    {
        using var scene = new SharedScene();
        var before = AccountContent.Of(scene.Account);
        await SetAsync(scene.A);
        var listed = Assert.Single(await scene.B.ChangesAsync());
        Assert.Equal(HardeningChangeStatus.Applied, listed.Status);
        Assert.StartsWith("achange", listed.ChangeId);
        var host = new TestHost();
        await scene.B.UndoAsync([listed.ChangeId], host);
        Assert.Empty(host.Errors);
        Assert.Equal(before, AccountContent.Of(scene.Account));
        Assert.Equal(
            [HardeningChangeStatus.Undone, HardeningChangeStatus.Applied], (await scene.A.ChangesAsync()).Select(change => change.Status));
        var view = await scene.AssertIntactAsync();
        Assert.Null(view.Hold);
        Assert.False(File.Exists(scene.A.JournalPath));
        Assert.False(File.Exists(scene.B.JournalPath));
    }

    [Fact]
    public async Task Every_entry_is_in_the_bucket_before_the_call_that_it_announces_and_before_the_next_one()
    {
        using var scene = new SharedScene();
        scene.Account.ClearCalls();
        await SetAsync(scene.A);
        string[] writes = [.. scene.Account.Calls.Where(call => call.Mutating).Select(Text).OfType<string>()];
        Assert.Equal(
            [
                "open", "change", "intent", "AuthorizeSecurityGroupIngress", "outcome", "intent", "RevokeSecurityGroupIngress", "outcome", "end", "close",
            ], writes);

        string? Text(SandboxCall call) => call.Operation != "PutObject" ? call.Operation
            : ((string)call.Parameters["Key"]!).Contains("/entries/", StringComparison.Ordinal)
                ? Kind(System.Text.Encoding.UTF8.GetString(Convert.FromBase64String((string)call.Parameters["Body"]!))) : null;

        static string Kind(string line) => JournalEntry.Parse(line).Kind.ToString().ToLowerInvariant();
    }

    [Fact]
    public async Task A_second_machine_is_refused_while_the_first_is_at_work_and_told_who_that_is()
    {
        using var scene = new SharedScene();
        var inner = new TestHost();
        var nested = false;
        var outer = new TestHost
        {
            OnAsked = () =>
            {
                if (!nested && scene.A.Mutations.Any(call => call.Service == "ec2"))
                {
                    nested = true;
                    SetAsync(scene.B, inner, group: Fnd203Names.Services).GetAwaiter().GetResult();
                }
            },
        };
        await scene.A.SetAsync(await scene.A.OpenToVpcAsync(), outer);
        Assert.True(nested);
        var refused = inner.Errors.First(error => error.Id == "JournalBusy");
        Assert.Contains($"process {Environment.ProcessId} on a", refused.Message);
        Assert.Contains("Nothing was changed", refused.Message);
        Assert.Contains("Unlock-HardeningJournal", refused.Action);
        var view = await scene.AssertIntactAsync();
        Assert.All(view.Changes, change => Assert.StartsWith("achange", change.Change.Id));
        // Let go, it is free.
        var host = new TestHost();
        await scene.B.UndoAsync((await scene.B.ChangesAsync()).Select(change => change.ChangeId), host);
        Assert.Empty(host.Errors);
        await scene.AssertIntactAsync();
    }

    [Fact]
    public async Task A_dead_writer_s_hold_ends_by_itself_on_its_machine_and_by_hand_elsewhere()
    {
        using var scene = new SharedScene();
        await DieAsync(scene.A);
        var host = new TestHost();
        var open = Assert.Single(await scene.B.ChangesAsync());
        Assert.Equal(HardeningChangeStatus.Interrupted, open.Status);
        await scene.B.UndoAsync([open.ChangeId], host);
        Assert.Equal("JournalBusy", Assert.Single(host.Errors).Id);

        var unlocked = await JournalOperation.UnlockAsync(scene.B.Session, new TestHost(), SharedScene.Token);
        Assert.Null(unlocked!.Writer);
        await scene.B.UndoAsync([open.ChangeId], host = new TestHost());
        Assert.Empty(host.Errors);
        await scene.AssertIntactAsync();

        await DieAsync(scene.A);
        scene.A.Reopen();
        await scene.A.ResumeAsync((await scene.A.ChangesAsync()).Where(c => c.Status == HardeningChangeStatus.Interrupted).Select(c => c.ChangeId), host);
        Assert.Empty(host.Errors);
        Assert.Null((await scene.AssertIntactAsync()).Hold);
    }

    [Fact]
    public async Task A_writer_that_was_given_up_for_dead_writes_nothing_more_and_makes_no_call()
    {
        using var scene = new SharedScene();
        var before = AccountContent.Of(scene.Account);
        var taken = false;
        var host = new TestHost();
        // Between the intent of the first call and the call itself, B ends the hold.
        scene.Account.OnCall = (stage, call) =>
        {
            if (!taken && stage == CallStage.AfterEffect && call.Operation == "AuthorizeSecurityGroupIngress")
            {
                taken = true;
                scene.Account.OnCall = null;
                Append(scene, scene.B);
            }
        };
        await SetAsync(scene.A, host);
        Assert.True(taken);
        var error = host.Errors.Single(e => e.Id != "NoPeer");
        Assert.Equal("JournalTakenOver", error.Id);
        Assert.Contains("these calls had been made: AuthorizeSecurityGroupIngress; these not: RevokeSecurityGroupIngress", error.Message);
        Assert.DoesNotContain(scene.Account.Calls, call => call.Operation.StartsWith("Revoke", StringComparison.Ordinal));
        var view = await scene.AssertIntactAsync();
        Assert.Equal(HardeningChangeStatus.Interrupted, Assert.Single(view.Changes).Status);
        await scene.B.UndoAsync(view.Changes.Select(change => change.Change.Id), host = new TestHost());
        Assert.Empty(host.Errors);
        Assert.Equal(before, AccountContent.Of(scene.Account));
    }

    [Fact]
    public async Task A_writer_that_has_written_since_somebody_looked_is_at_work_and_keeps_its_hold()
    {
        using var scene = new SharedScene();
        var writer = await SharedScene.JournalOf(scene.A).OpenAsync("arn", SharedScene.Token);
        var host = new TestHost
        {
            OnAsked = () => writer.AppendAsync(JournalKind.Change, "c1", e => e with { Change = SampleChanges.Simple("c1") }).GetAwaiter().GetResult(),
        };
        Assert.Null(await JournalOperation.UnlockAsync(scene.B.Session, host, SharedScene.Token));
        Assert.Contains("it is at work", Assert.Single(host.Errors).Message);
        await writer.AppendAsync(JournalKind.End, "c1", e => e with { Status = HardeningChangeStatus.Applied });
        Assert.Null(await writer.CloseAsync());
        Assert.Null((await scene.AssertIntactAsync()).Hold);
        Assert.Null(await JournalOperation.UnlockAsync(scene.B.Session, host = new TestHost(), SharedScene.Token));
        Assert.Equal("JournalNotHeld", Assert.Single(host.Errors).Id);
    }

    [Fact]
    public async Task Two_processes_of_one_machine_are_kept_apart_by_its_own_lock()
    {
        using var scene = new SharedScene();
        var writer = await SharedScene.JournalOf(scene.A).OpenAsync("arn", SharedScene.Token);
        var refused = await Assert.ThrowsAsync<OperationException>(() => SharedScene.JournalOf(scene.A).OpenAsync("arn", SharedScene.Token));
        Assert.Equal("JournalBusy", refused.Error.Id);
        Assert.Contains("on this machine", refused.Error.Message);
        await writer.CloseAsync();
        await (await SharedScene.JournalOf(scene.A).OpenAsync("arn", SharedScene.Token)).CloseAsync();
    }

    [Fact]
    public async Task An_undo_that_another_machine_made_meanwhile_is_not_made_again()
    {
        using var scene = new SharedScene();
        await SetAsync(scene.A);
        var id = Assert.Single(await scene.A.ChangesAsync()).ChangeId;
        var once = false;
        var host = new TestHost
        {
            OnAsked = () =>
            {
                if (!once)
                {
                    once = true;
                    scene.B.UndoAsync([id], new TestHost()).GetAwaiter().GetResult();
                }
            },
        };
        await scene.A.UndoAsync([id], host);
        Assert.Equal("ChangeNotUndoable", Assert.Single(host.Errors).Id);
        Assert.Equal(2, (await scene.A.ChangesAsync()).Count);
    }

    [Fact]
    public async Task Altered_removed_and_cut_entries_show()
    {
        using var scene = new SharedScene();
        await SetAsync(scene.A);
        var keys = scene.EntryVersions();
        SharedScene.Call(scene.Account, "DeleteObject", new { SharedScene.Bucket, Key = keys[^1] });
        Assert.Contains("its end was cut off", Assert.Single((await SharedScene.ReadAsync(scene.B)).ChainProblems));
        var told = new TestHost();
        await scene.B.ChangesAsync(told);
        Assert.Equal("JournalAltered", Assert.Single(told.Errors).Id);
        SharedScene.Call(scene.Account, "DeleteObject", new { SharedScene.Bucket, Key = keys[3] });
        Assert.Equal(2, (await SharedScene.ReadAsync(scene.B)).ChainProblems.Count);
        // The next writer does not cover it up. It is A's turn: the entry with which it let go is gone.
        await (await SharedScene.JournalOf(scene.A).OpenAsync("arn", SharedScene.Token)).CloseAsync();
        Assert.Equal(2, (await SharedScene.ReadAsync(scene.B)).ChainProblems.Count);
    }

    [Fact]
    public async Task What_was_read_before_is_not_fetched_again_and_an_altered_entry_is()
    {
        using var scene = new SharedScene();
        await SetAsync(scene.A);
        await scene.B.ChangesAsync();
        scene.Account.ClearCalls();
        await scene.B.ChangesAsync();
        Assert.DoesNotContain(scene.Account.Calls, call => call.Operation == "GetObject" && ((string)call.Parameters["Key"]!).Contains("/entries/"));
        var key = scene.EntryVersions()[2];
        SharedScene.Call(scene.Account, "PutObject", new { SharedScene.Bucket, Key = key, Body = Convert.ToBase64String("{}"u8) });
        var host = new TestHost();
        await scene.B.ChangesAsync(host);
        Assert.Equal(["JournalDamaged", "JournalAltered"], host.Errors.Select(error => error.Id));
    }

    [Fact]
    public async Task Interrupted_changes_of_any_machine_are_told_once_a_session()
    {
        using var scene = new SharedScene();
        await DieAsync(scene.A);
        var host = new TestHost();
        await InterruptedChanges.WarnOfSharedOnceAsync(scene.B.Session, host, SharedScene.Token);
        await InterruptedChanges.WarnOfSharedOnceAsync(scene.B.Session, host, SharedScene.Token);
        Assert.Contains("Resume-HardeningChange -Id achange", Assert.Single(host.Warnings));
    }

    internal static async Task SetAsync(Rehearsal machine, TestHost? host = null, string group = Fnd203Names.Web) =>
        await machine.SetAsync((await machine.OpenToVpcAsync()).Where(rule => rule.GroupName == group), host ?? new TestHost());

    /// <summary>The process ends after the effect of its first call.</summary>
    internal static async Task DieAsync(Rehearsal machine)
    {
        var dead = false;
        machine.Account.OnCall = (stage, call) =>
        {
            dead |= stage == CallStage.AfterEffect && call.Operation == "AuthorizeSecurityGroupIngress";
            if (dead)
            {
                throw new InvalidOperationException("The process ended.");
            }
        };
        await SetAsync(machine);
        machine.Account.OnCall = null;
        Assert.True(dead);
    }

    /// <summary>Writes the next entry past the hold, from within the account: what ending the hold does.</summary>
    private static void Append(SharedScene scene, Rehearsal machine)
    {
        var keys = scene.EntryVersions();
        var last = Convert.FromBase64String((string)SharedScene.Call(
            scene.Account, "GetObject", new { SharedScene.Bucket, Key = keys[^1] })["Body"]!);
        var line = (new JournalEntry(keys.Count + 1, machine.Clock.GetUtcNow(), JournalKind.Unlock, "") with
        {
            Previous = JournalChain.Sha256(System.Text.Encoding.UTF8.GetString(last)),
            WriterId = "b",
        }).ToLine();
        SharedScene.Call(scene.Account, "PutObject", new
        {
            SharedScene.Bucket, Key = $"{scene.Prefix}entries/{keys.Count + 1:D12}.json", Body = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(line)),
        });
    }
}
