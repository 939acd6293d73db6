using AwsHardening.Core.Audit;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Audit;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reverts;

public class BaselineRevertTests
{
    private static readonly AuditBaselineOptions s_options = AuditScene.Options() with { Include = Enum.GetValues<AuditBaselineService>(), RevertAfter = RevertScene.After };

    [Fact]
    public async Task All_Regions_are_one_revert_that_is_on_the_disk_before_the_first_write()
    {
        using var scene = new RevertScene();
        List<int> pending = [];
        scene.Account.OnCall = (stage, call) =>
        {
            if (stage == CallStage.BeforeEffect && OperationKind.IsMutating(call.Operation, call.Parameters))
            {
                pending.Add(scene.Folder.All().Count);
            }
        };
        var host = await EnableAsync(scene);
        scene.Account.OnCall = null;
        Assert.Empty(host.Errors);
        Assert.All(pending, count => Assert.Equal(1, count));
        var entry = Assert.Single(scene.Started);
        Assert.All(await scene.ChangesAsync(), change => Assert.Equal(entry.Id, change.SetId));
    }

    [Fact]
    public async Task Once_due_every_Region_is_as_it_was_and_the_bucket_is_kept_with_the_logs_in_it()
    {
        using var scene = new RevertScene();
        scene.Account.Invoke("guardduty", "CreateDetector", new() { ["Enable"] = false }, "eu-west-1");
        var before = AuditState.Of(scene.Account).ToJsonString();
        await EnableAsync(scene);
        Assert.NotEqual(before, AuditState.Of(scene.Account).ToJsonString());
        scene.Clock.Advance(RevertScene.After);
        var host = new TestHost();
        await scene.InvokeAsync(host);
        Assert.Equal("BucketNotEmpty", Assert.Single(host.Errors).Id);
        Assert.Equal(before, AuditState.Of(scene.Account).ToJsonString());
        // What only a person can decide stays on the list.
        Assert.Single(scene.Folder.All());
    }

    [Fact]
    public async Task What_is_confirmed_in_time_stays()
    {
        using var scene = new RevertScene();
        await EnableAsync(scene);
        var after = AuditState.Of(scene.Account).ToJsonString();
        await scene.ConfirmAsync(new TestHost(), scene.Started[0].Id);
        scene.Clock.Advance(RevertScene.After);
        Assert.Empty(await scene.InvokeAsync(new TestHost()));
        Assert.Equal(after, AuditState.Of(scene.Account).ToJsonString());
    }

    [Fact]
    public async Task A_removal_that_nobody_confirms_sets_the_baseline_up_again()
    {
        using var scene = new RevertScene();
        await AuditScene.ListAsync(AuditBaselineOperation.EnableAsync(scene.Session, s_options with { RevertAfter = null }, new TestHost(), RevertScene.Token));
        var standing = AuditState.Of(scene.Account).ToJsonString();
        var host = new TestHost();
        await AuditScene.ListAsync(AuditBaselineOperation.DisableAsync(scene.Session, new() { RevertAfter = RevertScene.After }, host, RevertScene.Token));
        Assert.NotEqual(standing, AuditState.Of(scene.Account).ToJsonString());
        scene.Clock.Advance(RevertScene.After);
        await scene.InvokeAsync(host);
        Assert.Empty(host.Errors);
        Assert.Equal(standing, AuditState.Of(scene.Account).ToJsonString());
    }

    private static async Task<TestHost> EnableAsync(RevertScene scene)
    {
        var host = new TestHost();
        await AuditScene.ListAsync(AuditBaselineOperation.EnableAsync(scene.Session, s_options, host, RevertScene.Token));
        return host;
    }
}
