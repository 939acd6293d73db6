using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reverts;

public class BucketRevertTests
{
    [Fact]
    public async Task All_buckets_of_one_command_are_one_revert_that_is_on_the_disk_before_the_first_call()
    {
        using var scene = new RevertScene();
        List<int> pendingAtWrites = [];
        scene.Account.OnCall = (stage, call) =>
        {
            if (stage == CallStage.BeforeEffect && call.Operation == "CreateBucket")
            {
                pendingAtWrites.Add(scene.Folder.All().Count);
            }
        };
        var host = await NewAsync(scene, "first-state", "second-state");
        scene.Account.OnCall = null;
        Assert.Empty(host.Errors);
        Assert.Equal([1, 1], pendingAtWrites);
        var entry = Assert.Single(scene.Folder.All());
        Assert.Equal([entry.Id, entry.Id], (await scene.ChangesAsync()).Select(change => change.SetId));
        Assert.Single(host.Warnings, text => text.Contains($"Confirm-HardeningChange -Id {entry.Id}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Once_due_empty_buckets_are_gone_and_an_adopted_one_is_as_it_was()
    {
        using var scene = new RevertScene();
        scene.Account.S3("CreateBucket", new { Bucket = "adopted-state" });
        scene.Account.S3("PutBucketVersioning", new { Bucket = "adopted-state", VersioningConfiguration = new { Status = "Suspended" } });
        var before = BucketText.Of(scene.Account);
        await NewAsync(scene, "first-state", "adopted-state");
        Assert.NotEqual(before, BucketText.Of(scene.Account));
        scene.Clock.Advance(RevertScene.After);
        var host = new TestHost();
        Assert.Equal(2, (await scene.InvokeAsync(host)).Count);
        Assert.Empty(host.Errors);
        Assert.Equal(before, BucketText.Of(scene.Account));
        Assert.Empty(scene.Folder.All());
    }

    [Fact]
    public async Task What_is_confirmed_in_time_stays()
    {
        using var scene = new RevertScene();
        await NewAsync(scene, "first-state");
        var after = BucketText.Of(scene.Account);
        Assert.Single(await scene.ConfirmAsync(new TestHost(), scene.Started[0].Id));
        scene.Clock.Advance(RevertScene.After);
        Assert.Empty(await scene.InvokeAsync(new TestHost()));
        Assert.Equal(after, BucketText.Of(scene.Account));
    }

    [Fact]
    public async Task A_bucket_with_something_in_it_is_reported_once_and_never_emptied()
    {
        using var scene = new RevertScene();
        await NewAsync(scene, "first-state", "second-state");
        scene.Account.S3("PutObject", new { Bucket = "first-state", Key = "terraform.tfstate", Body = "" });
        scene.Clock.Advance(RevertScene.After);
        // As the process that waits does: what only a person can solve is not tried again and again.
        var result = await RevertWaiter.WaitAsync(
            scene.Session, scene.Started[0].Id, scene.Folder, TimeSpan.Zero, onlooker: null, RevertScene.Token);
        Assert.Equal((RevertOutcome.Failed, false), (result.Outcome, result.MayPass));
        Assert.Equal("BucketNotEmpty", Assert.Single(result.Errors).Id);
        Assert.Equal(1, scene.Account.Calls.Count(call => call is { Operation: "DeleteBucket", ErrorCode: "BucketNotEmpty" }));
        Assert.DoesNotContain(scene.Account.Calls, call => call.Operation.StartsWith("DeleteObject", StringComparison.Ordinal));
        Assert.Contains("first-state", BucketText.Of(scene.Account), StringComparison.Ordinal);
        Assert.DoesNotContain("second-state", BucketText.Of(scene.Account), StringComparison.Ordinal);

        var pending = Assert.Single(await scene.PendingAsync());
        Assert.Equal(PendingRevertStatus.Failed, pending.Status);
        Assert.Contains("BucketNotEmpty", pending.Problem, StringComparison.Ordinal);
        Assert.Contains("data is never deleted", pending.NextStep, StringComparison.Ordinal);

        // Whoever empties it has it taken back; whoever needs it keeps it.
        scene.Account.S3("DeleteObject", new
        {
            Bucket = "first-state", Key = "terraform.tfstate",
            VersionId = (string)scene.Account.S3("ListObjectVersions", new { Bucket = "first-state" })["Versions"]![0]!["VersionId"]!,
        });
        Assert.Single(await scene.InvokeAsync(new TestHost(), pending.Id));
        Assert.Equal("", BucketText.Of(scene.Account));
        Assert.Empty(await scene.PendingAsync());
    }

    private static async Task<TestHost> NewAsync(RevertScene scene, params string[] names)
    {
        var host = new TestHost();
        await foreach (var _ in StateBucketOperation.NewAsync(
            scene.Session, names, new StateBucketOptions { RevertAfter = RevertScene.After }, host, RevertScene.Token))
        {
        }

        return host;
    }
}
