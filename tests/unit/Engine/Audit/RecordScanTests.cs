using System.Text;
using System.Text.Json;
using AwsHardening.Core.Audit;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Audit;

/// <summary>Whatever a log file looks like, filtering its bytes finds what parsing all of it finds.</summary>
public class RecordScanTests(ITestOutputHelper output)
{
    private static readonly bool s_deep = Environment.GetEnvironmentVariable("AWS_HARDENING_DEEP") is { Length: > 0 };

    private static readonly string[] s_texts =
    [
        "acl-1", "ACL-1", "i-\u212a", "s\u0131\u017f", "a\\\"b{", "}", "{\"eventVersion\":", "\\\\", "\\", "\"", "x\u00e9", "\ud83d\ude00", "arn:aws:s3:::b/k", "DeleteTrail",
        "eventTime", "2026-01-01T00:00:05Z", "readOnly", "k", "]", "[{", ",", " ", "",
    ];

    [Fact]
    public void Filtering_bytes_finds_exactly_what_parsing_everything_finds()
    {
        var (found, skipped, records) = (0, 0, 0);
        var seeds = Gen.Choose(0, int.MaxValue - 1);
        Law.Holds(seeds, seed =>
        {
            var random = new Random(seed);
            var file = File(random);
            var query = Query(random);
            var all = Plain(file);
            var expected = all.Where(query.Passes).Select(e => e.Record).ToArray();
            var filter = new RecordFilter(query);
            var read = Read(filter, file, () => random.Next(1, random.Next(2) == 0 ? 400 : 10_000)).ToArray();
            Assert.Equal(expected, read.Where(query.Passes).Select(e => e.Record));
            (found, skipped, records) = (found + expected.Length, skipped + all.Length - read.Length, records + all.Length);
        }, s_deep ? 100_000 : 3000);
        output.WriteLine($"{records} records, {found} found, {skipped} never parsed");
        Assert.True(found > 0 && skipped > records / 8);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"configurationItems\":[]}")]
    [InlineData("{\"Records\":[{\"eventVersion\":\"1\"")]
    [InlineData("{\"Records\":[7]}")]
    [InlineData("{\"Records\":[{\"eventTime\":\"}")]
    public void What_is_no_whole_log_file_is_said(string text) => Assert.ThrowsAny<JsonException>(
        () => Read(new RecordFilter(new() { EventName = ["x"] }), Encoding.UTF8.GetBytes(text), () => 7).ToArray());

    private static TrailEvent[] Plain(byte[] file)
    {
        using var document = JsonDocument.Parse(file);
        return [.. document.RootElement.GetProperty("Records").EnumerateArray().Select(record => TrailEventRecord.From(record, record.GetRawText(), found: null))];
    }

    private static byte[] File(Random random)
    {
        var text = new StringBuilder(Blank(random)).Append('{').Append(Blank(random)).Append("\"Records\"").Append(Blank(random)).Append(':').Append(Blank(random)).Append('[');
        for (var i = random.Next(12); i > 0; i--)
        {
            text.Append(Blank(random)).Append(Record(random)).Append(Blank(random)).Append(i > 1 ? "," : "");
        }

        return Encoding.UTF8.GetBytes(text.Append(Blank(random)).Append("]}").ToString());
    }

    private static string Record(Random random)
    {
        var members = new List<(string Name, string Value)>
        {
            ("eventVersion", Text(random, "1.11")),
            ("eventTime", Text(random, $"2026-01-01T00:00:0{random.Next(10)}{(random.Next(10) == 0 ? ".5Z" : "Z")}")),
            ("eventName", Text(random, Pick(random))),
            ("userIdentity", $"{{\"type\":{Text(random, random.Next(4) == 0 ? "Root" : "IAMUser")},\"userName\":{Text(random, Pick(random))}}}"),
            ("requestParameters", Value(random, 3)),
            ("resources", random.Next(2) == 0 ? $"[{{\"ARN\":{Text(random, Pick(random))}}}]" : "null"),
            ("readOnly", random.Next(3) switch { 0 => "true", 1 => "false", _ => "null" }),
        };
        if (random.Next(3) == 0)
        {
            members.Reverse();
        }

        return "{" + string.Join(",", members.Select(m => $"{Text(random, m.Name)}{Blank(random)}:{Blank(random)}{m.Value}{Blank(random)}")) + "}";
    }

    private static string Value(Random random, int depth) => random.Next(depth == 0 ? 2 : 4) switch
    {
        0 => Text(random, Pick(random)),
        1 => "-1.5e3",
        2 => "[" + string.Join(",", Enumerable.Range(0, random.Next(3)).Select(_ => Value(random, depth - 1))) + "]",
        _ => "{" + string.Join(",", Enumerable.Range(0, random.Next(3)).Select(i => $"{Text(random, i == 0 ? "eventVersion" : Pick(random) + i)}:{Value(random, depth - 1)}")) + "}",
    };

    // As serializers write it, or with any character escaped.
    private static string Text(Random random, string text)
    {
        var plain = random.Next(50) != 0;
        return "\"" + string.Concat(text.Select(c => c is '"' or '\\' ? $"\\{c}" : c == '/' && !plain ? "\\/"
            : !plain && !char.IsSurrogate(c) && random.Next(2) == 0 ? $"\\u{(int)c:x4}" : c.ToString())) + "\"";
    }

    private static string Pick(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => s_texts[random.Next(s_texts.Length)]));

    private static string Blank(Random random) => random.Next(12) == 0 ? "\n  " : "";

    private static TrailEventQuery Query(Random random)
    {
        string[] Values() => random.Next(2) == 0 ? [] : [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Next(3) == 0 ? $"*{Pick(random)}*" : Pick(random))];
        DateTimeOffset? Time() => random.Next(3) == 0 ? new DateTimeOffset(2026, 1, 1, 0, 0, random.Next(10), random.Next(2) * 500, TimeSpan.Zero) : null;
        return new TrailEventQuery
        {
            ResourceName = random.Next(3) == 0 ? Values() : [], EventName = random.Next(3) == 0 ? Values() : [], UserName = random.Next(3) == 0 ? [.. Values(), .. random.Next(3) == 0 ? ["root"] : Array.Empty<string>()] : [],
            ReadOnly = random.Next(4) == 0 ? random.Next(2) == 0 : null, Since = Time(), Until = Time(),
        };
    }

    /// <summary>The events of a file that comes in chunks of the sizes told; a chunk is written over when its events are taken.</summary>
    internal static IEnumerable<TrailEvent> Read(RecordFilter filter, byte[] file, Func<int> size)
    {
        var scan = new RecordScan(filter);
        for (var at = 0; at < file.Length;)
        {
            var chunk = file.AsSpan(at, Math.Min(size(), file.Length - at)).ToArray();
            foreach (var found in scan.Feed(chunk))
            {
                yield return found;
            }

            at += chunk.Length;
            Array.Clear(chunk);
        }

        scan.End();
    }
}
