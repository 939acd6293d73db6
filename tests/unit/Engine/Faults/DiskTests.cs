using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Faults;

/// <summary>The disk is full at every line of the journal: nothing is half done without a word, and the journal stays whole.</summary>
public class DiskTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_call_is_made_that_is_not_journaled_and_what_is_half_done_is_said(bool resume)
    {
        var clean = await CleanRun.OfAsync(FaultScene.SharedJournal with { Share = null });
        var (points, untouched) = (0, 0);
        for (var line = 1; ; line++)
        {
            var lines = 0;
            using var run = new FaultRun(FaultScene.SharedJournal with { Share = null }, $"disk full at line {line}", (file, bytes) =>
            {
                if (++lines < line)
                {
                    Core.Changes.JournalDisks.Real(file, bytes);
                    return;
                }

                file.Write(bytes.AsSpan(0, bytes.Length / 2));
                throw new IOException("No space left on device.");
            });
            await run.SetAsync();
            if (lines < line)
            {
                break;
            }

            var error = run.Host.Errors.Last(e => e.Id != "NoPeer");
            Assert.Equal("JournalNotWritten", error.Id);
            Assert.EndsWith(line == 1 ? "was not changed." : ".", error.Message);
            Assert.Equal(lines, line);
            await run.AssertKnownStateAsync(clean.Planned);
            untouched += run.IsAsBefore() ? 1 : 0;
            run.MendDisk();
            _ = resume ? await run.AssertResumesAsync(clean.Planned) : 0;
            await run.AssertWayBackAsync();
            points++;
        }

        // The change, two calls with intent and outcome, its end; the third line is the first after a call.
        Assert.Equal((6, 2), (points, untouched));
    }
}
