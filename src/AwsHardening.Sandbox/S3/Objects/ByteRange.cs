using System.Globalization;
using System.Text.RegularExpressions;

namespace AwsHardening.Sandbox.S3;

/// <summary>One range of bytes, both ends included (RFC 9110, Range).</summary>
internal readonly partial record struct ByteRange(int First, int Last)
{
    /// <summary>The range that a header asks for; null where there is none, or none that S3 heeds.</summary>
    /// <exception cref="AwsErrorException">InvalidRange: it begins behind the end.</exception>
    public static ByteRange? Of(string? header, int length)
    {
        if (header is null || Form().Match(header) is not { Success: true } match || match.Value == "bytes=-")
        {
            return null;
        }

        var (first, last) = (Number(match.Groups[1].Value), Number(match.Groups[2].Value));
        if (first is null)
        {
            return last == 0 || length == 0 ? throw Unsatisfiable() : new ByteRange((int)Math.Max(0, length - last!.Value), length - 1);
        }

        return first >= length ? throw Unsatisfiable()
            : last < first ? null
            : new ByteRange((int)first.Value, (int)Math.Min(last ?? long.MaxValue, length - 1));
    }

    private static AwsErrorException Unsatisfiable() => new("InvalidRange", "The requested range is not satisfiable", 416);

    private static long? Number(string text) => text.Length == 0 ? null : long.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\Abytes=([0-9]{0,18})-([0-9]{0,18})\z")]
    private static partial Regex Form();
}
