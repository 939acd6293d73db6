using System.Text.RegularExpressions;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>
/// Tells whether two filter patterns say the same in other words: blanks, quotes around plain words, parentheses around one comparison
/// and the order of alternatives mean nothing. What a pattern matches is not worked out here: CloudWatch Logs does that.
/// </summary>
internal static partial class FilterText
{
    public static bool Same(string left, string right) => Canonical(left) == Canonical(right);

    private static string Canonical(string pattern)
    {
        var text = Blank().Replace(pattern, match => match.Groups["text"].Value);
        text = Quoted().Replace(text, match => match.Groups["word"].Value);
        for (var before = ""; before != text;)
        {
            before = text;
            text = Lone().Replace(text, "${inner}");
        }

        text = Alternatives().Replace(text, match => "(" + Sorted(match.Groups["inner"].Value) + ")");
        return text is ['{', .. var all, '}'] && !all.Contains("&&", StringComparison.Ordinal) && !all.Contains('(', StringComparison.Ordinal)
            ? $"{{{Sorted(all)}}}" : text;
    }

    private static string Sorted(string alternatives) =>
        string.Join("||", alternatives.Split("||").Order(StringComparer.Ordinal));

    // What stands in quotes keeps its blanks.
    [GeneratedRegex("""(?<text>"[^"]*")|\s+""")]
    private static partial Regex Blank();

    [GeneratedRegex("\"(?<word>[A-Za-z0-9_.:/*-]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\((?<inner>[^()&|]*)\)")]
    private static partial Regex Lone();

    [GeneratedRegex(@"\((?<inner>[^()&]*)\)")]
    private static partial Regex Alternatives();
}
