using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>The process ends before or after the effect of any write about identities; whoever comes next finds the way back, or on.</summary>
public class RoleDeathTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("new")]
    [InlineData("raise")]
    [InlineData("strip")]
    [InlineData("password")]
    public async Task Whoever_comes_next_finds_the_way_back_and_on(string job)
    {
        string before, after;
        using (var clean = RoleFaultTests.Scene(job))
        {
            before = clean.Picture();
            await RoleFaultTests.RunAsync(clean, job);
            after = clean.Picture();
        }

        var points = 0;
        foreach (var stage in new[] { CallStage.BeforeEffect, CallStage.AfterEffect })
        {
            for (var write = 1; ; write++)
            {
                var name = $"{job}: death {stage} write {write}";
                using (var back = await KillAsync(job, stage, write))
                {
                    if (back is null)
                    {
                        break;
                    }

                    await back.UndoOpenAsync();
                    Assert.True(before == back.Picture(), $"{name}: no way back\n{back.Picture()}");
                }

                using var on = (await KillAsync(job, stage, write))!;
                await on.ResumeAllAsync();
                on.Host = new TestHost();
                await RoleFaultTests.RunAsync(on, job);
                Assert.True(after == on.Picture(), $"{name}: no way on\n{on.Picture()}");
                points++;
            }
        }

        output.WriteLine($"{job}: {points} deaths");
        Assert.True(points >= 2);
    }

    // A dead process writes nothing more: what the journal had at that moment is all that is left.
    private static async Task<RolesScene?> KillAsync(string job, CallStage at, int write)
    {
        var scene = RoleFaultTests.Scene(job);
        var journal = await ProcessDeath.AtAsync(
            scene.Account, write, at, scene.ReadJournal, () => RoleFaultTests.RunAsync(scene, job), call => call is { Service: "iam" } && IsWrite(call.Operation));
        if (journal is null)
        {
            scene.Dispose();
            return null;
        }

        scene.WriteJournal(journal);
        scene.Reopen();
        return scene;
    }

    private static bool IsWrite(string operation) =>
        !operation.StartsWith("Get", StringComparison.Ordinal) && !operation.StartsWith("List", StringComparison.Ordinal);
}
