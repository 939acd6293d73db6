using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Changes;

public class JournalEntryTests
{
    private static readonly DateTimeOffset s_time = new(2026, 11, 22, 1, 2, 3, TimeSpan.Zero);

    [Fact]
    public void An_entry_reads_back_as_it_was_written_on_one_line() => Law.Holds(
        from kind in Gen.Elements(Enum.GetValues<JournalKind>())
        from text in Gen.Choose(1, 0xD7FF).ListOf()
        from outcome in Gen.Elements(Enum.GetValues<CallOutcome>())
        from status in Gen.Elements(Enum.GetValues<HardeningChangeStatus>())
        from whole in Gen.Elements(true, false)
        select new JournalEntry(7, s_time, kind, "change1")
        {
            Message = string.Concat(text.Select(code => (char)code)),
            Outcome = whole ? outcome : null,
            Status = whole ? status : null,
            Change = whole || kind == JournalKind.Change ? SampleChanges.Simple("change1") : null,
            Parameters = whole ? new JsonObject { ["GroupId"] = "sg-1", ["N"] = 3 } : null,
            Ids = whole ? new Dictionary<string, string> { ["change1#1"] = "sgr-2" } : null,
        },
        entry =>
        {
            var line = entry.ToLine();
            Assert.DoesNotContain('\n', line);
            Assert.DoesNotContain('\r', line);
            var read = JournalEntry.Parse(line);
            Assert.Equal(line, read.ToLine());
            Assert.Equal(entry.Message, read.Message);
            Assert.Equal((entry.Kind, entry.Outcome, entry.Status), (read.Kind, read.Outcome, read.Status));
            Assert.Equal(entry.Change?.Calls.Count, read.Change?.Calls.Count);
        });

    [Fact]
    public void People_can_read_it()
    {
        var line = new JournalEntry(1, s_time, JournalKind.RollbackIntent, "c") { Message = "can't <do> 'it'" }.ToLine();
        Assert.Equal(
            $$"""{"sequence":1,"time":"2026-11-22T01:02:03+00:00","kind":"rollbackIntent","changeId":"c","version":1,"previous":"{{JournalChain.Start}}","message":"can't <do> 'it'"}""",
            line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{\"sequence\":1,\"time\":\"2026-11-22T01:02:0")]
    public void What_is_no_entry_is_refused(string line) => Assert.Throws<JsonException>(() => JournalEntry.Parse(line));
}
