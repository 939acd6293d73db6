using AwsHardening.Core.Changes;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Faults;

/// <summary>
/// The process ends: before or after the effect of any write, between any two lines of the journal, or in the middle of one.
/// A dead process writes nothing more, so what the journal had at that moment is all that is left.
/// </summary>
public class DeathTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Whoever_comes_next_finds_the_way_back_or_on(bool tagged, bool resume)
    {
        var scene = tagged ? FaultScene.Tagged : FaultScene.Fnd203;
        var clean = await CleanRun.OfAsync(scene);
        var (points, resumed) = (0, 0);
        foreach (var undo in new[] { false, true })
        {
            var struck = -1;
            for (var write = 1; struck != 0; write++)
            {
                struck = 0;
                foreach (var (stage, lines, torn) in s_deaths)
                {
                    if (await DiesAtAsync(scene, clean, (write, stage, lines, torn, undo), resume) is { } completed)
                    {
                        struck++;
                        resumed += completed;
                    }
                }

                points += struck;
            }
        }

        output.WriteLine($"{scene.Name}: {points} fault points by death, {resumed} changes resumed");
        Assert.Equal(resume, resumed > 0);
    }

    [Fact]
    public async Task A_run_that_ended_well_but_for_its_last_line_can_still_be_taken_back()
    {
        using var run = new FaultRun(FaultScene.Fnd203, "last line");
        await run.SetAsync();
        Cut(run.JournalPath, lines: 1, torn: true);
        await run.AssertWayBackAsync();
    }

    // What had been written: everything; not the intent; half the intent; not the line before either; half of that. After the
    // effect the intent is on the disk for certain, and the outcome is lost for certain.
    private static readonly (CallStage Stage, int Lines, bool Torn)[] s_deaths =
    [
        (CallStage.BeforeEffect, 0, false), (CallStage.BeforeEffect, 1, false), (CallStage.BeforeEffect, 1, true),
        (CallStage.BeforeEffect, 2, false), (CallStage.BeforeEffect, 2, true), (CallStage.AfterEffect, 0, false),
    ];

    /// <summary>How many changes were resumed; null when there are fewer writes.</summary>
    private static async Task<int?> DiesAtAsync(
        FaultScene scene, CleanRun clean, (int Write, CallStage Stage, int Lines, bool Torn, bool Undo) death, bool resume)
    {
        using var run = new FaultRun(scene, $"death {death}");
        if (death.Undo)
        {
            await run.SetAsync();
        }

        if (await KillAsync(run, death.Write, death.Stage, death.Undo) is not { } left)
        {
            return null;
        }

        File.WriteAllBytes(run.JournalPath, left);
        Cut(run.JournalPath, death.Lines, death.Torn);

        await run.AssertKnownStateAsync(clean.Planned);
        var resumed = resume ? await run.AssertResumesAsync(clean.Planned) : 0;
        await run.AssertWayBackAsync();
        return resumed;
    }

    /// <summary>Runs until the write, and answers the journal at that moment; null when there are fewer writes.</summary>
    private static Task<byte[]?> KillAsync(FaultRun run, int write, CallStage at, bool undo) => ProcessDeath.AtAsync(
        run.Account, write, at, () => JournalRemains.Read(run.JournalPath), () => undo ? run.UndoAllAsync() : run.SetAsync(),
        call => call.Operation.StartsWith("Authorize", StringComparison.Ordinal) || call.Operation.StartsWith("Revoke", StringComparison.Ordinal));

    private static void Cut(string path, int lines, bool torn)
    {
        var all = File.ReadAllLines(path);
        var kept = string.Concat(all[..^lines].Select(line => line + "\n"));
        File.WriteAllText(path, torn ? kept + all[^lines][..(all[^lines].Length / 2)] : kept);
        WriteHead(path, all[..^lines], lag: torn ? 0 : 1);
    }

    // The head that a dead process leaves is that of the last whole entry, or of the one before it.
    private static void WriteHead(string path, string[] whole, int lag)
    {
        if (whole.Length > lag)
        {
            using var head = new JournalHead(path);
            head.Write(whole.Length - lag, JournalChain.Sha256(whole[^(1 + lag)]));
        }
        else
        {
            File.Delete(JournalHead.PathFor(path));
        }
    }
}
