using System.Text;
using System.Text.Json;

namespace AwsHardening.Core.Audit;

/// <summary>
/// Reads the records of one log file from a stream, in a window of bounded size. Where a text must stand in a record, whole stretches
/// without it are passed over at the speed of a memory search, and only what is around a hit is parsed.
/// </summary>
internal sealed class RecordScan(IReadOnlyList<byte[]> needles, int window = 1 << 20)
{
    // Every record of a log file begins with it (CloudTrail User Guide: CloudTrail log file examples).
    private static ReadOnlySpan<byte> Marker => "{\"eventVersion\":"u8;

    /// <summary>What a record must hold for a query, where that is known: one of the texts.</summary>
    public static IReadOnlyList<byte[]> Needles(TrailEventQuery query)
    {
        var values = new[] { query.ResourceName, query.EventName, query.UserName }
            .FirstOrDefault(list => list.Count > 0 && !list.Any(text => TrailEventQuery.IsPattern(text) || NeedsEscape(text)));
        return values is null ? [] : [.. values.Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>The events that may be meant.</summary>
    /// <param name="stream">The decompressed file.</param>
    /// <exception cref="JsonException">Not a log file.</exception>
    public IEnumerable<TrailEvent> Read(Stream stream)
    {
        var buffer = new byte[window];
        var filled = 0;
        while (true)
        {
            var read = stream.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
            filled += read;
            var ended = filled < buffer.Length;
            // Up to the last beginning, every record is whole.
            var whole = ended ? filled : buffer.AsSpan(0, filled).LastIndexOf(Marker);
            if (whole <= 0)
            {
                if (ended)
                {
                    yield break;
                }

                // One record larger than the window.
                Array.Resize(ref buffer, buffer.Length * 2);
                continue;
            }

            foreach (var found in Within(buffer, whole))
            {
                yield return found;
            }

            if (ended)
            {
                yield break;
            }

            buffer.AsSpan(whole, filled - whole).CopyTo(buffer);
            filled -= whole;
        }
    }

    private IEnumerable<TrailEvent> Within(byte[] buffer, int end)
    {
        for (var at = 0; Next(buffer, at, end) is { } start;)
        {
            var (found, length) = Parse(buffer, start, end);
            yield return found;
            at = start + length;
        }
    }

    // Where the next record begins that holds a needle, or simply the next where none is asked for.
    private int? Next(byte[] buffer, int at, int end)
    {
        var rest = buffer.AsSpan(at, end - at);
        if (needles.Count == 0)
        {
            return rest.IndexOf(Marker) is >= 0 and var next ? at + next : null;
        }

        var hit = int.MaxValue;
        foreach (var needle in needles)
        {
            if (rest[..(hit == int.MaxValue ? rest.Length : hit)].IndexOf(needle) is >= 0 and var found)
            {
                hit = found;
            }
        }

        if (hit == int.MaxValue)
        {
            return null;
        }

        return rest[..hit].LastIndexOf(Marker) is >= 0 and var start ? at + start : rest.IndexOf(Marker) is >= 0 and var first ? at + first : null;
    }

    private static (TrailEvent Found, int Length) Parse(byte[] buffer, int start, int end)
    {
        var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start));
        using var document = JsonDocument.ParseValue(ref reader);
        return (TrailEventRecord.From(document.RootElement, document.RootElement.GetRawText(), found: null), (int)reader.BytesConsumed);
    }

    private static bool NeedsEscape(string text) => text.Length == 0 || text.Any(c => c is < ' ' or '"' or '\\' or > '~' or '<' or '>' or '&' or '\'' or '+');
}
