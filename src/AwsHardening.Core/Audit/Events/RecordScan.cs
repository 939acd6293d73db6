using System.Buffers;
using System.Text.Json;

namespace AwsHardening.Core.Audit;

/// <summary>
/// Reads the records of one log file from a stream, in a window of bounded size that grows for a larger record alone. Where records
/// begin and end is told without parsing; only those whose bytes may pass the query are parsed.
/// </summary>
/// <param name="filter">What the bytes of a record must hold.</param>
/// <param name="window">The size in bytes: small enough to stay in a core's cache.</param>
internal sealed class RecordScan(RecordFilter filter, int window = 1 << 18)
{
    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    private bool _isInside;
    private bool _isOver;

    /// <summary>The events that may be meant.</summary>
    /// <param name="stream">The decompressed file.</param>
    /// <exception cref="JsonException">Not a log file, or one that is cut off.</exception>
    public IEnumerable<TrailEvent> Read(Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(window);
        try
        {
            var (filled, room) = (0, window);
            while (!_isOver)
            {
                var read = stream.ReadAtLeast(buffer.AsSpan(filled, room - filled), room - filled, throwOnEndOfStream: false);
                filled += read;
                var ended = filled < room;
                var used = _isInside ? 0 : Begin(buffer.AsSpan(0, filled), ended);
                while (_isInside && Next(buffer.AsSpan(0, filled), ref used) is { } record)
                {
                    if (record.Found is { } found)
                    {
                        yield return found;
                    }
                }

                if (ended)
                {
                    if (_isOver)
                    {
                        yield break;
                    }

                    throw new JsonException("The file ends within its records.");
                }

                if (used == 0)
                {
                    // One record larger than the window.
                    room *= 2;
                    var larger = ArrayPool<byte>.Shared.Rent(room);
                    buffer.AsSpan(0, filled).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }

                buffer.AsSpan(used, filled - used).CopyTo(buffer);
                filled -= used;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A log file is an object that begins with its records (CloudTrail User Guide: CloudTrail log file examples).
    private int Begin(ReadOnlySpan<byte> data, bool ended)
    {
        var at = data.StartsWith(Utf8Mark) ? Utf8Mark.Length : 0;
        foreach (var token in new[] { "{", "\"Records\"", ":", "[" })
        {
            at += Blanks(data[at..]);
            if (data.Length - at < token.Length && !ended)
            {
                return 0;
            }

            if (data.Length - at < token.Length || !System.Text.Ascii.Equals(data.Slice(at, token.Length), token))
            {
                throw new JsonException("It has no records of CloudTrail.");
            }

            at += token.Length;
        }

        _isInside = true;
        return at;
    }

    // The next record as a whole, parsed where it may pass; null where it is not in the window or there is none.
    private RecordRead? Next(ReadOnlySpan<byte> data, ref int used)
    {
        var at = used;
        while (at < data.Length && (data[at] is (byte)',' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
        {
            at++;
        }

        if (at >= data.Length)
        {
            return null;
        }

        if (data[at] == ']')
        {
            (_isInside, _isOver) = (false, true);
            return null;
        }

        if (data[at] != '{')
        {
            throw new JsonException("A record is no object.");
        }

        if (RecordWalk.EndOf(data[at..]) is not { } length)
        {
            return null;
        }

        used = at + length;
        var record = data.Slice(at, length);
        return new RecordRead(filter.MayPass(record) ? Parse(record) : null);
    }

    /// <param name="Found">The event; null for one that cannot be meant.</param>
    private readonly record struct RecordRead(TrailEvent? Found);

    private static TrailEvent Parse(ReadOnlySpan<byte> record)
    {
        var reader = new Utf8JsonReader(record);
        using var document = JsonDocument.ParseValue(ref reader);
        return TrailEventRecord.From(document.RootElement, document.RootElement.GetRawText(), found: null);
    }

    private static int Blanks(ReadOnlySpan<byte> data) => data.IndexOfAnyExcept(" \r\n\t"u8) is >= 0 and var first ? first : data.Length;
}
