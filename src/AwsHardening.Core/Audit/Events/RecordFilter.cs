using System.Globalization;
using System.Runtime.CompilerServices;

namespace AwsHardening.Core.Audit;

/// <summary>
/// What the bytes of a record must hold for a query, so that records which cannot pass are not parsed. It never refuses a record that
/// passes: a text in an unusual form (escaped, or with blanks around a colon) is left to the parser.
/// </summary>
internal sealed class RecordFilter
{
    // Whoever escapes a letter of ASCII writes it so.
    private static ReadOnlySpan<byte> EscapedLetter => "\\u00"u8;

    private static ReadOnlySpan<byte> EscapedSlash => "\\/"u8;

    private readonly List<(ByteText Text, bool HasSlash)[]> _texts = [];
    private readonly byte[]? _since;
    private readonly byte[]? _until;
    private readonly bool? _readOnly;
    private readonly Test _isInTime;
    private readonly Test _isSo;

    /// <param name="query">Which events are wanted.</param>
    public RecordFilter(TrailEventQuery query)
    {
        foreach (var values in new[] { query.ResourceName, query.EventName, query.UserName })
        {
            var texts = values.Select(Literal).ToArray();
            if (texts.Length > 0 && Array.TrueForAll(texts, ByteText.CanBe))
            {
                _texts.Add([.. texts.Select(text => (new ByteText(text), text.Contains('/', StringComparison.Ordinal)))]);
            }
        }

        // Events have whole seconds.
        _since = query.Since is { } since ? Bytes(since.UtcDateTime.AddTicks(TimeSpan.TicksPerSecond - 1)) : null;
        _until = query.Until is { } until ? Bytes(until.UtcDateTime) : null;
        _readOnly = query.ReadOnly;
        (_isInTime, _isSo) = (IsInTime, IsSo);
    }

    /// <summary>Texts of which a record that passes has one, or a backslash; none where no text is asked for.</summary>
    public IEnumerable<ByteText> FirstTexts => _texts.Count == 0 ? [] : _texts[0].Select(one => one.Text);

    /// <summary>False for a record that cannot pass.</summary>
    /// <param name="record">The record.</param>
    /// <param name="hasBackslash">False where no character of it is escaped.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool MayPass(ReadOnlySpan<byte> record, bool hasBackslash = true)
    {
        if (_texts.Count == 0 && _since is null && _until is null && _readOnly is null)
        {
            return true;
        }

        var refused = false;
        foreach (var texts in _texts)
        {
            refused = refused || !IsThere(texts, record);
        }

        refused = refused || (_since ?? _until) is not null && !Holds(record, "eventTime"u8, _isInTime)
            || _readOnly is not null && !Holds(record, "readOnly"u8, _isSo);
        return !refused || (hasBackslash && record.IndexOf(EscapedLetter) >= 0);
    }

    private delegate bool Test(ReadOnlySpan<byte> value);

    private static bool IsThere((ByteText Text, bool HasSlash)[] texts, ReadOnlySpan<byte> record)
    {
        foreach (var (text, hasSlash) in texts)
        {
            if (text.IsIn(record) || (hasSlash && record.IndexOf(EscapedSlash) >= 0))
            {
                return true;
            }
        }

        return false;
    }

    // Whether a member of the name, at whatever depth, has a value that may pass.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Holds(ReadOnlySpan<byte> record, ReadOnlySpan<byte> name, Test passes)
    {
        while (record.IndexOf(name) is >= 0 and var at)
        {
            record = record[(at + name.Length)..];
            if (!record.StartsWith("\":"u8) || passes(record[2..]))
            {
                return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool IsInTime(ReadOnlySpan<byte> value)
    {
        const int length = 22;
        if (value.Length < length || value[0] != '"' || value[length - 1] != '"')
        {
            return true;
        }

        var time = value[1..(length - 1)];
        return !IsUsual(time) || ((_since is null || time.SequenceCompareTo(_since) >= 0) && (_until is null || time.SequenceCompareTo(_until) <= 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsUsual(ReadOnlySpan<byte> time)
    {
        var form = "0000-00-00T00:00:00Z"u8;
        for (var i = 0; i < form.Length; i++)
        {
            if (form[i] == '0' ? !char.IsAsciiDigit((char)time[i]) : time[i] != form[i])
            {
                return false;
            }
        }

        return true;
    }

    private bool IsSo(ReadOnlySpan<byte> value) => !value.StartsWith(_readOnly == true ? "false"u8 : "true"u8);

    private static string Literal(string pattern) =>
        TrailEventQuery.IsPattern(pattern) ? pattern.Split('*', '?').MaxBy(part => part.Length)! : pattern;

    private static byte[] Bytes(DateTime time) =>
        System.Text.Encoding.ASCII.GetBytes(time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
}
