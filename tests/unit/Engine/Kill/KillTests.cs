using AwsHardening.Core.Changes;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Kill;

/// <summary>
/// A real pwsh is killed with SIGKILL between the journal's line and the end of the call. Whoever comes next is told, and
/// ends what it began: as planned, or as it was before; nothing twice, nothing left over.
/// </summary>
public class KillTests(ITestOutputHelper output)
{
    private static readonly bool s_deep = Environment.GetEnvironmentVariable("AWS_HARDENING_DEEP") is { Length: > 0 };

    private static int s_points;

    public static TheoryData<int> Stories => [.. Enumerable.Range(0, KillStory.All.Length)];

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task Whoever_comes_after_a_kill_ends_what_was_begun(int story)
    {
        Assert.SkipWhen(!s_deep, "every point only with AWS_HARDENING_DEEP=1 (./build.sh test --deep)");
        Assert.SkipWhen(Shell.Missing is not null, Shell.Missing ?? "");
        var told = KillStory.All[story];
        var clean = await CleanRun.OfAsync(told);
        var points = 0;
        for (var write = 1; write <= clean.Effects.Count; write++)
        {
            foreach (var stage in new[] { CallStage.BeforeEffect, CallStage.AfterEffect })
            {
                // Of each write one point is completed and one rolled back, and of the next the other way round.
                var complete = (write + (int)stage) % 2 == 0;
                Assert.True(await DieAsync(told, clean, write, stage, complete, byShell: write == 1));
                points++;
            }
        }

        Assert.False(await DieAsync(told, clean, clean.Effects.Count + 1, CallStage.BeforeEffect, complete: true, byShell: false));
        output.WriteLine($"{told}: {points} points of kill -9; {Interlocked.Add(ref s_points, points)} so far");
    }

    [Theory]
    [InlineData(0, 2, CallStage.AfterEffect, true)]
    [InlineData(1, 3, CallStage.BeforeEffect, false)]
    public async Task Two_points_of_them_every_time(int story, int write, CallStage stage, bool complete)
    {
        Assert.SkipWhen(Shell.Missing is not null, Shell.Missing ?? "");
        var told = KillStory.All[story];
        Assert.True(await DieAsync(told, await CleanRun.OfAsync(told), write, stage, complete, byShell: false));
    }

    /// <returns>False where the shell came to its end first.</returns>
    private static async Task<bool> DieAsync(KillStory story, CleanRun clean, int write, CallStage stage, bool complete, bool byShell)
    {
        await using var scene = new KillScene();
        await story.Prepare(scene);
        scene.Account.ClearCalls();
        var point = $"{story}, write {write}, {stage}, {(complete ? "completed" : "rolled back")}";
        if (!await scene.KillAtAsync(story.Script, write, stage))
        {
            AssertSame(clean.End, scene.Contents(), point);
            return false;
        }

        Assert.Equal(write - (stage == CallStage.BeforeEffect ? 1 : 0), scene.Effects().Count);
        scene.Engine.Reopen();
        var broken = Assert.Single(await scene.Engine.ChangesAsync(), change => change.Status == HardeningChangeStatus.Interrupted);
        await (byShell ? EndByShellAsync(scene, broken, complete) : EndAsync(scene, broken, complete));
        Assert.DoesNotContain(await scene.Engine.ChangesAsync(), change => change.Status == HardeningChangeStatus.Interrupted);

        // What was interrupted is whole, one way or the other; so is everything else.
        var now = scene.Contents();
        Assert.True(Text(now, broken.ResourceId) == Text(complete ? clean.End : clean.Start, broken.ResourceId), point);
        Assert.All(now.Keys.Union(clean.Start.Keys).Union(clean.End.Keys), id =>
            Assert.True(Text(now, id) == Text(clean.Start, id) || Text(now, id) == Text(clean.End, id), $"{point}: {id}"));

        // The rest of the command on top of it: nothing is left over, and what was completed took no call twice.
        await story.Finish(scene);
        AssertSame(clean.End, scene.Contents(), point);
        if (complete)
        {
            // What a new bucket has from the start is found done: some calls are needless then, none is made again.
            Assert.Equal(scene.Effects(), scene.Effects().Distinct());
            Assert.Subset(clean.Effects.ToHashSet(), scene.Effects().ToHashSet());
        }

        return true;
    }

    private static async Task EndAsync(KillScene scene, HardeningChange broken, bool complete)
    {
        var host = new TestHost();
        InterruptedChanges.WarnOnce(scene.Engine.Session, host);
        Assert.Contains(broken.ChangeId, Assert.Single(host.Warnings), StringComparison.Ordinal);
        Assert.Single(await (complete ? scene.Engine.ResumeAsync([broken.ChangeId], host) : scene.Engine.UndoAsync([broken.ChangeId], host)));
        Assert.Empty(host.Errors);
    }

    private static async Task EndByShellAsync(KillScene scene, HardeningChange broken, bool complete)
    {
        using var shell = scene.Start($"""
            $null = Get-SgRule -WarningVariable said
            $said.Message
            (Get-HardeningChange -Status Interrupted | {(complete ? "Resume" : "Undo")}-HardeningChange).Status
            """);
        var lines = (await shell.ReadAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains($"Change {broken.ChangeId} of", lines[0], StringComparison.Ordinal);
        Assert.Equal("Applied", lines[1]);
    }

    private static void AssertSame(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> actual, string point) =>
        Assert.All(expected.Keys.Union(actual.Keys), id => Assert.True(Text(expected, id) == Text(actual, id), $"{point}: {id}"));

    private static string Text(IReadOnlyDictionary<string, string> contents, string id) => contents.GetValueOrDefault(id, "");

    /// <summary>What a command does that nobody kills.</summary>
    /// <param name="Start">What stands before, by resource.</param>
    /// <param name="End">What stands after.</param>
    /// <param name="Effects">The writes.</param>
    private sealed record CleanRun(IReadOnlyDictionary<string, string> Start, IReadOnlyDictionary<string, string> End, IReadOnlyList<string> Effects)
    {
        public static async Task<CleanRun> OfAsync(KillStory story)
        {
            await using var scene = new KillScene();
            await story.Prepare(scene);
            var start = scene.Contents();
            scene.Account.ClearCalls();
            await story.Finish(scene);
            Assert.NotEmpty(scene.Effects());
            return new CleanRun(start, scene.Contents(), scene.Effects());
        }
    }
}
