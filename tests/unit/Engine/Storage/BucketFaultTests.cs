using AwsHardening.Core.Changes;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Storage;

/// <summary>Every call of making, raising and undoing a bucket goes wrong in every way, once and from then on.</summary>
public class BucketFaultTests(ITestOutputHelper output)
{
    private static readonly StateBucketOptions s_options = new()
    {
        KmsKeyId = "alias/state",
        NoncurrentVersionExpirationInDays = 30,
        Tags = new Dictionary<string, string> { ["Team"] = "y" },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Making_leaves_a_known_state_and_a_way_back(bool adopt)
    {
        var (before, after, calls) = await CleanAsync(adopt, undo: false);
        var points = 0;
        foreach (var (kind, when, name) in FaultPoints.Of(calls))
        {
            using var scene = Scene(adopt);
            scene.Account.Faults.Add(new FaultRule(kind, "s3") { When = when });
            var made = await scene.NewAsync(s_options);
            scene.Account.Faults.Clear();
            await AssertKnownAsync(scene, before, after, name);
            Assert.True(made is not null || scene.Host.Errors.Count > 0, $"{name}: nobody was told");
            await AssertWayBackAsync(scene, before, name);
            points++;
        }

        output.WriteLine($"{points} fault points in {calls} calls");
        Assert.True(points > 100);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Undoing_leaves_a_known_state_and_a_way_back(bool adopt)
    {
        var (before, after, calls) = await CleanAsync(adopt, undo: true);
        var points = 0;
        foreach (var (kind, when, name) in FaultPoints.Of(calls))
        {
            using var scene = Scene(adopt);
            var made = await scene.NewAsync(s_options);
            scene.Account.Faults.Add(new FaultRule(kind, "s3") { When = when });
            await scene.UndoAsync(made!.ChangeId!);
            scene.Account.Faults.Clear();
            await AssertKnownAsync(scene, before, after, name);
            await AssertWayBackAsync(scene, before, name);
            points++;
        }

        output.WriteLine($"{points} fault points in {calls} calls");
        Assert.True(points > 50);
    }

    // As before, as planned, or something that a change says is not whole.
    private static async Task AssertKnownAsync(BucketScene scene, string before, string after, string name)
    {
        var now = Plain(scene.State());
        var open = (await scene.ChangesAsync()).Any(change => change.NextStep is not null);
        Assert.True(now == before || now == after || open, $"{name}: half changed and no change says so:\n{now}");
    }

    private static async Task AssertWayBackAsync(BucketScene scene, string before, string name)
    {
        scene.Reopen();
        scene.Host = new TestHost();
        await scene.UndoAsync([.. (await scene.ChangesAsync()).Where(change => change.NextStep is not null).Select(change => change.ChangeId)]);
        await scene.UndoAsync(
            [.. (await scene.ChangesAsync()).Where(c => c is { Status: HardeningChangeStatus.Applied, Undoes: null }).Select(c => c.ChangeId)]);
        Assert.True(before == Plain(scene.State()), $"{name}: {string.Join("; ", scene.Host.Errors.Select(e => e.Message))}\n{scene.State()}");
    }

    private static async Task<(string Before, string After, int Calls)> CleanAsync(bool adopt, bool undo)
    {
        using var scene = Scene(adopt);
        var before = Plain(scene.State());
        var made = await scene.NewAsync(s_options);
        var after = Plain(scene.State());
        if (undo)
        {
            scene.Account.ClearCalls();
            await scene.UndoAsync(made!.ChangeId!);
        }

        Assert.Empty(scene.Host.Errors);
        return (before, after, scene.Account.Calls.Count(call => call.Service == "s3"));
    }

    private static BucketScene Scene(bool adopt)
    {
        var scene = new BucketScene();
        if (adopt)
        {
            scene.MakeWeak();
        }

        return scene;
    }

    // Versioning that was never on and versioning that is suspended are as near as AWS lets them come.
    private static string Plain(string state) =>
        state.Replace("GetBucketVersioning {\"Status\":\"Suspended\"}", "GetBucketVersioning {}", StringComparison.Ordinal);
}
