using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Story;

/// <summary>Changes in several Regions, taken back by one session.</summary>
public sealed class UndoElsewhereTests : IDisposable
{
    private readonly Rehearsal _rehearsal = Rehearsal.Fnd203();

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task Each_change_is_taken_back_in_its_own_Region()
    {
        string[] ids = [await NewAsync("us-east-1"), await NewAsync("eu-west-1"), await NewAsync("ap-southeast-2")];
        Assert.NotEqual("", BucketText.Of(_rehearsal.Account));
        var calls = _rehearsal.Account.Calls.Count;
        var host = new TestHost();
        var undone = await _rehearsal.UndoAsync(ids, host);
        Assert.Empty(host.Errors);
        Assert.Equal(["ap-southeast-2", "eu-west-1", "us-east-1"], undone.Select(change => change.Region));
        Assert.Equal("", BucketText.Of(_rehearsal.Account));
        // Not by a redirect of S3's: every call went to the Region of its change at once.
        Assert.DoesNotContain(_rehearsal.Account.Calls.Skip(calls), call => call.ErrorCode is "PermanentRedirect");
        Assert.Equal(
            [("DeleteBucket", "ap-southeast-2"), ("DeleteBucket", "eu-west-1"), ("DeleteBucket", "us-east-1")],
            _rehearsal.Account.Calls.Skip(calls).Where(call => call.Mutating).Select(call => (call.Operation, call.Region)));

        // By time, the Region of the session is meant, and no other.
        _rehearsal.Reopen();
        Assert.Equal(3, (await _rehearsal.UndoAsync(undone.Select(change => change.ChangeId), host)).Count);
        _rehearsal.Reopen();
        var here = await _rehearsal.UndoAsync(new UndoOptions { Since = SteppingClock.DefaultStart }, host);
        Assert.All(here, change => Assert.Equal("us-east-1", change.Region));
        Assert.Empty(host.Errors);
    }

    [Fact]
    public async Task A_plan_of_changes_in_several_Regions_is_applied_in_each()
    {
        var host = new TestHost();
        string[] ids = [await NewAsync("us-east-1"), await NewAsync("eu-west-1")];
        var plan = await _rehearsal.PlanUndoAsync(new UndoOptions { Id = ids }, host);
        Assert.Equal(["state-eu-west-1", "state-us-east-1"], plan!.Changes.Select(change => change.ResourceId));
        await _rehearsal.InvokeAsync(plan, host);
        Assert.Empty(host.Errors);
        Assert.Empty(_rehearsal.Account.Invoke("s3", "ListBuckets", [])["Buckets"]!.AsArray());
    }

    [Fact]
    public async Task A_change_of_another_account_is_refused()
    {
        var id = await NewAsync("us-east-1");
        var other = SandboxAccount.Create(new SandboxOptions { AccountId = "999988887777" });
        using var session = SessionOperation.Open(
            new ConnectOptions(), new SessionSettings { SandboxAccount = other, StateFolder = _rehearsal.StateFolder });
        var host = new TestHost();
        Assert.Empty(await ChangeOperation.UndoAsync(session, new UndoOptions { Id = [id] }, host, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal("ChangeOfAnotherAccount", Assert.Single(host.Errors).Id);
        Assert.DoesNotContain(other.Calls, call => call.Mutating);
    }

    private async Task<string> NewAsync(string region)
    {
        var host = new TestHost();
        using var there = SessionOperation.InRegion(_rehearsal.Session, region);
        var made = await StateBucketOperation.NewAsync(there, [$"state-{region}"], new(), host, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Empty(host.Errors);
        _rehearsal.Reopen();
        return Assert.Single(made).ChangeId!;
    }
}
