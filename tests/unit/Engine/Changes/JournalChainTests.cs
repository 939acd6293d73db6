using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Sandbox;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Changes;

public sealed class JournalChainTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aws-hardening-test-").FullName;
    private readonly TimeProvider _time = new SteppingClock(SteppingClock.DefaultStart);

    public JournalChainTests()
    {
        for (var i = 1; i <= 4; i++)
        {
            Write($"c{i}");
        }
    }

    private string JournalPath => Path.Combine(_folder, "journal.jsonl");

    private IReadOnlyList<string> Problems => JournalView.Read(JournalPath).ChainProblems;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_journal_of_several_writers_is_whole() => Assert.Empty(Problems);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(6)]
    public void An_altered_line_shows_at_the_one_after_it(int line)
    {
        Rewrite(lines => lines[line] = lines[line].Replace("2026-01-01", "2026-01-02", StringComparison.Ordinal));
        Assert.Equal($"line {line + 2} does not follow from the one before it: that one was altered", Assert.Single(Problems));
    }

    [Fact]
    public void The_last_line_altered_shows_by_the_head()
    {
        Rewrite(lines => lines[^1] = lines[^1].Replace("applied", "failed", StringComparison.Ordinal));
        Assert.Equal("entry 8 is not the one that was written: it was altered", Assert.Single(Problems));
    }

    [Fact]
    public void A_missing_line_shows()
    {
        Rewrite(lines => lines.RemoveAt(3));
        Assert.Equal("line 4 has sequence 5 and follows 3: entries are missing or were moved", Assert.Single(Problems));
    }

    [Fact]
    public void Missing_lines_at_the_beginning_show()
    {
        Rewrite(lines => lines.RemoveRange(0, 2));
        Assert.Equal("line 1 has sequence 3 and follows 0: entries are missing or were moved", Assert.Single(Problems));
    }

    [Fact]
    public void Moved_lines_show()
    {
        Rewrite(lines => (lines[2], lines[4]) = (lines[4], lines[2]));
        Assert.NotEmpty(Problems);
        Assert.All(Problems, problem => Assert.Contains("line", problem));
    }

    [Fact]
    public void A_line_that_stands_twice_shows()
    {
        Rewrite(lines => lines.Insert(3, lines[2]));
        Assert.NotEmpty(Problems);
    }

    [Fact]
    public void A_cut_end_shows_by_the_head()
    {
        Rewrite(lines => lines.RemoveRange(5, 3));
        Assert.Equal("the journal ends at sequence 5, and 8 had been written: its end was cut off", Assert.Single(Problems));
        Rewrite(lines => lines.Clear());
        Assert.Single(Problems);
        File.Delete(JournalPath);
        Assert.Single(Problems);
    }

    [Fact]
    public void A_head_that_is_gone_shows()
    {
        File.Delete(JournalHead.PathFor(JournalPath));
        Assert.Contains("head", Assert.Single(Problems));
        File.WriteAllText(JournalHead.PathFor(JournalPath), "rubbish");
        Assert.Contains("head", Assert.Single(Problems));
    }

    [Fact]
    public void Half_a_line_that_a_crash_left_is_no_alteration_and_the_chain_goes_on_over_it()
    {
        File.AppendAllText(JournalPath, "{\"sequence\":9,\"ti");
        Assert.Empty(Problems);
        Assert.Equal(9, JournalView.Read(JournalPath).HalfLine);
        Write("c5");
        Assert.Empty(Problems);
        // It is part of the chain from now on.
        Rewrite(lines => lines.RemoveAt(8));
        Assert.Single(Problems);
    }

    [Fact]
    public void A_head_that_lags_is_no_alteration()
    {
        var lagging = File.ReadAllBytes(JournalHead.PathFor(JournalPath));
        Write("c5");
        File.WriteAllBytes(JournalHead.PathFor(JournalPath), lagging);
        Assert.Empty(Problems);
        Write("c6");
        Assert.Equal((12, JournalChain.Sha256(File.ReadLines(JournalPath).Last())), JournalHead.Read(JournalPath)!.Value);
    }

    [Fact]
    public void What_the_head_alone_shows_is_not_covered_up_by_the_next_writer()
    {
        Rewrite(lines => lines[^1] = lines[^1].Replace("applied", "failed", StringComparison.Ordinal));
        Write("c5");
        Assert.Equal("when it was written to at 2026-01-01 00:00:00Z, entry 8 is not the one that was written: it was altered", Assert.Single(Problems));
        Write("c6");
        Assert.Single(Problems);
    }

    [Fact]
    public void A_head_that_was_taken_away_is_still_missed_after_the_next_writer()
    {
        File.Delete(JournalHead.PathFor(JournalPath));
        Write("c5");
        Assert.Contains("head", Assert.Single(Problems));
    }

    [Fact]
    public void A_second_writer_is_refused_while_the_first_is_at_work()
    {
        using (var first = JournalFile.Open(JournalPath, _time))
        {
            first.Append(JournalKind.Change, "c5", e => e with { Change = SampleChanges.Simple("c5") });
            var refused = Assert.Throws<OperationException>(() => JournalFile.Open(JournalPath, _time));
            Assert.Equal("JournalBusy", refused.Error.Id);
            Assert.Contains("Nothing was changed", refused.Error.Message);
            first.Append(JournalKind.End, "c5", e => e with { Status = HardeningChangeStatus.Applied });
        }

        Write("c6");
        Assert.Empty(Problems);
        Assert.Equal(6, JournalView.Read(JournalPath).Changes.Count);
    }

    private void Write(string id)
    {
        using var journal = JournalFile.Open(JournalPath, _time);
        journal.Append(JournalKind.Change, id, e => e with { Change = SampleChanges.Simple(id) });
        journal.Append(JournalKind.End, id, e => e with { Status = HardeningChangeStatus.Applied });
    }

    private void Rewrite(Action<List<string>> change)
    {
        List<string> lines = [.. File.ReadLines(JournalPath)];
        change(lines);
        File.WriteAllLines(JournalPath, lines);
    }
}
