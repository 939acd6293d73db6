using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AwsHardening.Core.Audit;

/// <summary>
/// Finds the records of one log file in its chunks as they come. Where records begin and end is told without parsing; only those whose
/// bytes may pass the query are parsed, and only what a chunk's end cuts in two is copied.
/// </summary>
/// <param name="filter">What the bytes of a record must hold.</param>
internal sealed class RecordScan(RecordFilter filter)
{
    // More than most records have.
    private const int LeastCarried = 1 << 11;

    private readonly TextCursor _texts = new(filter.FirstTexts);
    private byte[] _carry = [];
    private int _carried;
    private bool _isInside;
    private bool _isOver;

    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>The events that may be meant, of records that end in the chunk.</summary>
    /// <param name="chunk">What follows the last chunk, decompressed; it is not needed once all events have been taken.</param>
    /// <exception cref="JsonException">Not a log file.</exception>
    public IEnumerable<TrailEvent> Feed(ReadOnlyMemory<byte> chunk)
    {
        var at = 0;
        while (_carried > 0 && at < chunk.Length)
        {
            var more = Math.Min(chunk.Length - at, Math.Max(LeastCarried, _carried));
            Carry(chunk.Slice(at, more));
            _texts.Reset();
            var (used, found) = Next(_carry.AsSpan(0, _carried), 0);
            at += more;
            if (used > 0)
            {
                // What was carried along and does not belong to it is looked at in its place.
                at -= _carried - used;
                _carried = 0;
            }

            if (found is not null)
            {
                yield return found;
            }
        }

        _texts.Reset();
        while (!_isOver && at < chunk.Length)
        {
            var (next, found) = Next(chunk.Span, at);
            if (next == at)
            {
                Carry(chunk[at..]);
                yield break;
            }

            at = next;
            if (found is not null)
            {
                yield return found;
            }
        }
    }

    /// <summary>Says that there are no more chunks.</summary>
    /// <exception cref="JsonException">Not a log file, or one that is cut off.</exception>
    public void End()
    {
        if (!_isOver)
        {
            throw new JsonException(_isInside ? "The file ends within its records." : NoRecords);
        }
    }

    private const string NoRecords = "It has no records of CloudTrail.";

    private void Carry(ReadOnlyMemory<byte> part)
    {
        if (_carry.Length < _carried + part.Length)
        {
            Array.Resize(ref _carry, Math.Max(2 * _carry.Length, _carried + part.Length));
        }

        part.Span.CopyTo(_carry.AsSpan(_carried));
        _carried += part.Length;
    }

    // A step further: to the end of what stands there, and its event where it may be meant. No step where the end is not in the chunk.
    // Hot from the first record on, as the methods that it calls are.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (int Next, TrailEvent? Found) Next(ReadOnlySpan<byte> chunk, int from)
    {
        if (!_isInside)
        {
            return (from + Begin(chunk[from..]), null);
        }

        var at = from;
        while (at < chunk.Length && (chunk[at] is (byte)',' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
        {
            at++;
        }

        if (at == chunk.Length)
        {
            return (at, null);
        }

        if (chunk[at] == ']')
        {
            _isOver = true;
            return (at + 1, null);
        }

        if (chunk[at] != '{')
        {
            throw new JsonException("A record is no object.");
        }

        if (RecordWalk.EndOf(chunk[at..], out var hasBackslash) is not { } length)
        {
            return (at, null);
        }

        var end = at + length;
        var mayPass = (hasBackslash || !_texts.IsClear(chunk, at, end)) && filter.MayPass(chunk[at..end], hasBackslash);
        return (end, mayPass ? Parse(chunk[at..end]) : null);
    }

    // A log file is an object that begins with its records (CloudTrail User Guide: CloudTrail log file examples).
    private int Begin(ReadOnlySpan<byte> data)
    {
        if (data.Length < Utf8Mark.Length)
        {
            return 0;
        }

        var at = data.StartsWith(Utf8Mark) ? Utf8Mark.Length : 0;
        foreach (var token in new[] { "{", "\"Records\"", ":", "[" })
        {
            at += Blanks(data[at..]);
            if (data.Length - at < token.Length)
            {
                return 0;
            }

            if (!System.Text.Ascii.Equals(data.Slice(at, token.Length), token))
            {
                throw new JsonException(NoRecords);
            }

            at += token.Length;
        }

        _isInside = true;
        return at;
    }

    private static TrailEvent Parse(ReadOnlySpan<byte> record)
    {
        var reader = new Utf8JsonReader(record);
        using var document = JsonDocument.ParseValue(ref reader);
        return TrailEventRecord.From(document.RootElement, document.RootElement.GetRawText(), found: null);
    }

    private static int Blanks(ReadOnlySpan<byte> data) => data.IndexOfAnyExcept(" \r\n\t"u8) is >= 0 and var first ? first : data.Length;
}
