using AwsHardening.Core.Changes;
using AwsHardening.Sandbox;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Changes;

public sealed class JournalViewTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aws-hardening-test-").FullName;
    private readonly TimeProvider _time = new SteppingClock(SteppingClock.DefaultStart);

    private string JournalPath => Path.Combine(_folder, "journal.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_journal_that_is_not_there_is_empty() => Assert.Empty(JournalView.Read(JournalPath).Changes);

    [Fact]
    public void A_change_without_an_end_was_interrupted()
    {
        Write("c1");
        Assert.Equal(HardeningChangeStatus.Interrupted, Assert.Single(JournalView.Read(JournalPath).Changes).Status);
        Write("c2", HardeningChangeStatus.RolledBack);
        Assert.Equal(
            [HardeningChangeStatus.Interrupted, HardeningChangeStatus.RolledBack], JournalView.Read(JournalPath).Changes.Select(c => c.Status));
    }

    [Fact]
    public void Half_a_last_line_is_closed_off_once_by_the_next_writer_and_nobody_s_worry_after_that()
    {
        Write("c1", HardeningChangeStatus.Applied);
        var whole = File.ReadAllText(JournalPath);
        File.WriteAllText(JournalPath, whole[..^20]);
        var torn = JournalView.Read(JournalPath);
        Assert.Equal(HardeningChangeStatus.Interrupted, Assert.Single(torn.Changes).Status);
        Assert.Equal(2, torn.HalfLine);
        Assert.Empty(torn.DamagedLines);
        // The end of a change is not the last whole entry any more; the head was never told of half a line.
        using (var head = new JournalHead(JournalPath))
        {
            head.Write(1, JournalChain.Sha256(whole.Split('\n')[0]));
        }

        Write("c2", HardeningChangeStatus.Applied);
        Write("c3", HardeningChangeStatus.Applied);
        var view = JournalView.Read(JournalPath);
        Assert.Equal(["c1", "c2", "c3"], view.Changes.Select(c => c.Change.Id));
        Assert.Equal(HardeningChangeStatus.Applied, view.Changes[1].Status);
        Assert.Null(view.HalfLine);
        Assert.Empty(view.DamagedLines);
        Assert.Empty(view.ChainProblems);
        var lines = File.ReadAllLines(JournalPath);
        Assert.Equal(JournalKind.Torn, JournalEntry.Parse(lines[2]).Kind);
        Assert.Equal(7, lines.Length);
        // What it closes off is part of the chain: another half line in its place shows.
        lines[1] = lines[1][..^1];
        File.WriteAllLines(JournalPath, lines);
        Assert.Equal([2], JournalView.Read(JournalPath).DamagedLines);
        Assert.Single(JournalView.Read(JournalPath).ChainProblems);
    }

    [Fact]
    public void Damaged_lines_are_named_and_the_others_still_count()
    {
        Write("c1", HardeningChangeStatus.Applied);
        var lines = File.ReadAllLines(JournalPath);
        File.WriteAllLines(JournalPath, ["rubbish", lines[0], "{}", "", lines[1], "[1]"]);
        var view = JournalView.Read(JournalPath);
        Assert.Equal([1, 3], view.DamagedLines);
        Assert.Equal(6, view.HalfLine);
        Assert.Equal(HardeningChangeStatus.Applied, Assert.Single(view.Changes).Status);
    }

    [Fact]
    public void Numbers_go_on_where_the_last_writer_stopped()
    {
        Write("c1", HardeningChangeStatus.Applied);
        Write("c2", HardeningChangeStatus.Applied);
        Assert.Equal([1, 2, 3, 4], File.ReadLines(JournalPath).Select(line => JournalEntry.Parse(line).Sequence));
    }

    [Fact]
    public void Ids_are_taken_over_in_the_order_they_were_written()
    {
        Write("c1", ids: new() { ["c1#1"] = "sgr-1" });
        Write("c2", ids: new() { ["c1#1"] = "sgr-2" });
        Assert.Equal("sgr-2", JournalView.Read(JournalPath).Ids.Resolve("c1#1"));
    }

    [Fact]
    public void A_reader_does_not_disturb_the_writer()
    {
        using var journal = JournalFile.Open(JournalPath, _time);
        journal.Append(JournalKind.Change, "c1", e => e with { Change = SampleChanges.Simple("c1") });
        Assert.Single(JournalView.Read(JournalPath).Changes);
        journal.Append(JournalKind.End, "c1", e => e with { Status = HardeningChangeStatus.Applied });
        Assert.Equal(HardeningChangeStatus.Applied, JournalView.Read(JournalPath).Changes[0].Status);
    }

    [Fact]
    public void Only_its_owner_may_read_it()
    {
        Write("c1");
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("File modes are not on this machine");
            return;
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(JournalPath));
    }

    private void Write(string id, HardeningChangeStatus? end = null, Dictionary<string, string>? ids = null)
    {
        using var journal = JournalFile.Open(JournalPath, _time);
        journal.Append(JournalKind.Change, id, e => e with { Change = SampleChanges.Simple(id), Ids = ids });
        if (end is { } status)
        {
            journal.Append(JournalKind.End, id, e => e with { Status = status });
        }
    }
}
