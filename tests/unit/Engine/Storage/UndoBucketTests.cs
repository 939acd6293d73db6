using AwsHardening.Core.Changes;
using AwsHardening.Seam;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Storage;

public class UndoBucketTests
{
    private const string Bucket = BucketScene.Name;

    [Fact]
    public async Task A_bucket_that_was_made_is_gone_again_and_can_come_back()
    {
        using var scene = new BucketScene();
        var made = await scene.NewAsync(new StateBucketOptions { Tags = new Dictionary<string, string> { ["Owner"] = "ops" } });
        var after = scene.State();
        var undone = Assert.Single(await scene.UndoAsync(made!.ChangeId!));
        Assert.Equal("absent", scene.State());

        Assert.Single(await scene.UndoAsync(undone.ChangeId));
        Assert.Equal(after, scene.State());
        Assert.Empty(scene.Host.Errors);
    }

    [Fact]
    public async Task A_bucket_with_something_in_it_is_kept_and_the_user_told_why()
    {
        using var scene = new BucketScene();
        var made = await scene.NewAsync();
        scene.Call("PutObject", new { Bucket, Key = "terraform.tfstate", Body = "" });
        var before = scene.State();
        await scene.UndoAsync(made!.ChangeId!);

        var error = Assert.Single(scene.Host.Errors);
        Assert.Equal(("BucketNotEmpty", OperationErrorCategory.ResourceBusy), (error.Id, error.Category));
        Assert.Contains("data is never deleted", error.Action, StringComparison.Ordinal);
        Assert.Equal(before, scene.State());
        Assert.Equal(HardeningChangeStatus.Applied, (await scene.ChangesAsync())[0].Status);
        Assert.DoesNotContain(scene.Account.Calls, call => call.Operation.StartsWith("DeleteObject", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_weak_bucket_is_raised_and_its_settings_come_back_exactly(bool isPublic)
    {
        using var scene = new BucketScene();
        scene.MakeWeak(isPublic);
        var before = scene.State();
        var adopted = await scene.NewAsync(new StateBucketOptions
        {
            KmsKeyId = "alias/state",
            NoncurrentVersionExpirationInDays = 30,
            Tags = new Dictionary<string, string> { ["Team"] = "y" },
        });
        Assert.Empty(scene.Host.Errors);
        Assert.Equal(("Adopted", "Enabled", true, true), (adopted!.Status, adopted.Versioning, adopted.PublicAccessBlocked, adopted.TlsOnly));
        Assert.Contains("logs/", scene.State(), StringComparison.Ordinal);
        Assert.Contains("""{"Key":"Owner","Value":"ops"},{"Key":"Team","Value":"y"}""", scene.State(), StringComparison.Ordinal);

        Assert.Single(await scene.UndoAsync(adopted.ChangeId!));
        Assert.Empty(scene.Host.Errors);
        // Versioning that was on once cannot be made as if it never had been.
        Assert.Equal(
            before.Replace("GetBucketVersioning {}", "GetBucketVersioning {\"Status\":\"Suspended\"}", StringComparison.Ordinal), scene.State());
    }

    [Fact]
    public async Task A_statement_of_others_stays_and_keeps_its_name()
    {
        using var scene = new BucketScene();
        scene.MakeWeak();
        await scene.NewAsync();
        var policy = (string)scene.Call("GetBucketPolicy", new { Bucket })["Policy"]!;
        Assert.Contains("\"Sid\":\"DenyInsecureTransport\",\"Effect\":\"Allow\"", policy, StringComparison.Ordinal);
        Assert.Contains("\"Sid\":\"DenyInsecureTransport2\",\"Effect\":\"Deny\"", policy, StringComparison.Ordinal);
        Assert.Contains("no longer can", Assert.Single(scene.Host.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_stronger_than_asked_is_never_weakened()
    {
        using var scene = new BucketScene();
        await scene.NewAsync(new StateBucketOptions { KmsKeyId = "alias/state", NoncurrentVersionExpirationInDays = 30 });
        var before = scene.State();
        Assert.Equal("Unchanged", (await scene.NewAsync())?.Status);
        Assert.Equal(before, scene.State());
    }

    [Fact]
    public async Task A_bucket_is_not_taken_from_under_a_later_change()
    {
        using var scene = new BucketScene();
        var made = await scene.NewAsync();
        var raised = await scene.NewAsync(new StateBucketOptions { Tags = new Dictionary<string, string> { ["Team"] = "x" } });
        Assert.Equal("Adopted", raised?.Status);
        Assert.Empty(await scene.UndoAsync(made!.ChangeId!));
        Assert.Single(scene.Host.Errors);
        Assert.Equal(2, (await scene.UndoAsync(made.ChangeId!, raised!.ChangeId!)).Count);
        Assert.Equal("absent", scene.State());
    }

    [Fact]
    public async Task Only_what_falls_short_is_written()
    {
        using var scene = new BucketScene();
        await scene.NewAsync();
        scene.Call("PutBucketVersioning", new { Bucket, VersioningConfiguration = new { Status = "Suspended" } });
        var calls = scene.Mutations.Count;
        Assert.Equal("Adopted", (await scene.NewAsync())?.Status);
        Assert.Equal(["PutBucketVersioning"], scene.Mutations.Skip(calls).Select(call => call.Operation));
    }

    [Fact]
    public async Task Somebody_elses_expiry_is_left_and_said()
    {
        using var scene = new BucketScene();
        scene.Call("CreateBucket", new { Bucket });
        scene.Call("PutBucketLifecycleConfiguration", new
        {
            Bucket,
            LifecycleConfiguration = new
            {
                Rules = new[] { new { ID = "theirs", Status = "Enabled", Filter = new { Prefix = "" }, NoncurrentVersionExpiration = new { NoncurrentDays = 365 } } },
            },
        });
        await scene.NewAsync(new StateBucketOptions { NoncurrentVersionExpirationInDays = 30 });
        Assert.Contains("365 days", Assert.Single(scene.Host.Warnings), StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Mutations, call => call.Operation == "PutBucketLifecycleConfiguration");
    }

    [Fact]
    public async Task What_others_changed_since_is_not_undone_over_their_heads()
    {
        using var scene = new BucketScene();
        scene.MakeWeak(isPublic: false);
        var adopted = await scene.NewAsync();
        scene.Call("PutBucketPolicy", new { Bucket, Policy = BucketScene.PrivatePolicy });
        // Not the change's business: it did not touch the tags.
        scene.Call("DeleteBucketTagging", new { Bucket });
        var before = scene.State();
        Assert.Empty(await scene.UndoAsync(adopted!.ChangeId!));
        var error = Assert.Single(scene.Host.Errors);
        Assert.Equal("ChangeDrifted", error.Id);
        Assert.Contains("Policy changed", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Tagging", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, scene.State());
    }
}
