using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Faults;
using AwsHardening.UnitTests.Engine.Story;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Journals;

/// <summary>Every call to S3 that a shared journal makes goes wrong in every way, once and from then on.</summary>
public class SharedFaultTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_is_not_made_or_journaled_or_reported_and_there_is_a_way_on_and_back(bool undo)
    {
        var scene = FaultScene.SharedJournal;
        var clean = await CleanRun.OfAsync(scene);
        var (points, resumed, untouched) = (0, 0, 0);
        foreach (var kind in FaultPoints.Kinds)
        {
            foreach (var stays in new[] { false, true })
            {
                for (var call = 1; await StrikeAsync(scene, clean, kind, call, stays, undo) is { } result; call++)
                {
                    points++;
                    resumed += result.Resumed;
                    untouched += result.Untouched ? 1 : 0;
                }
            }
        }

        output.WriteLine($"shared journal{(undo ? ", undo" : "")}: {points} fault points, {resumed} changes resumed, {untouched} times nothing was changed");
        Assert.True(undo || (resumed > 0 && untouched > 0));
    }

    [Theory]
    [InlineData(FaultKind.Throttle)]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.TimeoutBeforeEffect)]
    [InlineData(FaultKind.TimeoutAfterEffect)]
    [InlineData(FaultKind.DropResponse)]
    public async Task What_passes_is_waited_for_and_a_write_whose_answer_was_lost_is_known_again(FaultKind kind)
    {
        var scene = FaultScene.SharedJournal;
        var clean = await CleanRun.OfAsync(scene);
        for (var write = 1; ; write++)
        {
            using var run = new FaultRun(scene, $"{kind} at write {write}");
            run.Account.Faults.Add(new FaultRule(kind, "s3", "PutObject") { When = FaultOccurrence.Nth(write) });
            await run.SetAsync();
            run.Account.Faults.Clear();
            Assert.Empty(run.Host.Errors);
            Assert.Empty(run.Host.Warnings);
            Assert.Equal(clean.Planned, Support.AccountContent.Of(run.Account));
            await run.AssertWayBackAsync();
            if (!run.Account.Calls.Any(call => call.Fault is not null))
            {
                // The first head, then eight entries, each with the head after it.
                Assert.Equal(18, write);
                return;
            }
        }
    }

    /// <summary>Null when there are fewer calls.</summary>
    private static async Task<(int Resumed, bool Untouched)?> StrikeAsync(
        FaultScene scene, CleanRun clean, FaultKind kind, int call, bool stays, bool undo)
    {
        using var run = new FaultRun(scene, $"{kind} {(stays ? "from S3 call" : "at S3 call")} {call}{(undo ? " of undo" : "")}");
        if (undo)
        {
            await run.SetAsync();
        }

        run.Account.Faults.Add(new FaultRule(kind, "s3") { When = stays ? FaultOccurrence.After(call - 1) : FaultOccurrence.Nth(call) });
        var before = run.Account.Calls.Count;
        await (undo ? run.UndoAllAsync() : run.SetAsync());
        run.Account.Faults.Clear();
        if (!run.Account.Calls.Skip(before).Any(one => one.Fault is not null))
        {
            return null;
        }

        await run.AssertKnownStateAsync(clean.Planned);
        var untouched = run.IsAsBefore();
        if (!undo && untouched)
        {
            Assert.NotEmpty(run.Host.Errors);
        }

        var resumed = undo || call % 2 == 0 ? 0 : await run.AssertResumesAsync(clean.Planned);
        await run.AssertWayBackAsync();
        return (resumed, untouched);
    }
}
