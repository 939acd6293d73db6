using AwsHardening.Core.Changes;
using AwsHardening.UnitTests.Engine.Support;

namespace AwsHardening.UnitTests.Engine.Kill;

/// <summary>What a shell is doing when it is killed.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Script">What the shell runs.</param>
/// <param name="Prepare">What stands before it begins.</param>
/// <param name="Finish">The same by the engine: what was interrupted is made whole first, and this makes the rest.</param>
internal sealed record KillStory(string Name, string Script, Func<KillScene, Task> Prepare, Func<KillScene, Task> Finish)
{
    public static KillStory[] All { get; } =
    [
        new("Set-SgPeerReference", "Get-SgRule | Where-Object OpenToVpc | Set-SgPeerReference -ErrorAction SilentlyContinue",
            _ => Task.CompletedTask, ReplaceAsync),
        new("New-StateBucket", "New-StateBucket team-state, other-state -KmsKeyId alias/state -NoncurrentVersionExpirationInDays 30 -Tag @{ Owner = 'ops' }",
            scene =>
            {
                scene.Account.S3("CreateBucket", new { Bucket = "other-state" });
                // Versions that were kept once can only be suspended: so that going back leads to where it came from.
                scene.Account.S3("PutBucketVersioning", new { Bucket = "other-state", VersioningConfiguration = new { Status = "Suspended" } });
                return Task.CompletedTask;
            },
            MakeBucketsAsync),
        new("Undo-HardeningChange", "Get-HardeningChange -Status Applied | Undo-HardeningChange",
            ReplaceAsync, scene => scene.UndoAsync(change => change is { Undoes: null, Status: HardeningChangeStatus.Applied })),
        new("Invoke-HardeningPlan",
            "Get-SgRule | Where-Object OpenToVpc | Set-SgPeerReference -PlanOnly -ErrorAction SilentlyContinue | Invoke-HardeningPlan",
            _ => Task.CompletedTask, ReplaceAsync),
    ];

    public override string ToString() => Name;

    private static async Task ReplaceAsync(KillScene scene) => await scene.Engine.SetAsync(await scene.Engine.OpenToVpcAsync(), new TestHost());

    private static async Task MakeBucketsAsync(KillScene scene)
    {
        var options = new StateBucketOptions
        {
            KmsKeyId = "alias/state",
            NoncurrentVersionExpirationInDays = 30,
            Tags = new Dictionary<string, string> { ["Owner"] = "ops" },
        };
        await foreach (var _ in StateBucketOperation.NewAsync(
            scene.Engine.Session, ["team-state", "other-state"], options, new TestHost(), Xunit.TestContext.Current.CancellationToken))
        {
        }
    }
}
