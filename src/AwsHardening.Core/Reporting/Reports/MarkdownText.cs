using System.Text;

namespace AwsHardening.Core.Reporting.Reports;

/// <summary>Text that means nothing but itself in the cell of a Markdown table.</summary>
internal static class MarkdownText
{
    // All that begins something in CommonMark or in GitHub's tables, links by themselves among it.
    private const string Special = "\\`*_{}[]()<>#+-.!|~&:@$^=";

    public static string Of(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            if (char.IsControl(character))
            {
                escaped.Append(' ');
                continue;
            }

            // A point or a hyphen within a word begins nothing, and is too frequent to be made unreadable.
            if (Special.Contains(character, StringComparison.Ordinal) && !(character is '.' or '-' && escaped.Length > 0 && !IsWeb(escaped)))
            {
                escaped.Append('\\');
            }

            escaped.Append(character);
        }

        return escaped.ToString();
    }

    /// <summary>A command, as code.</summary>
    public static string Code(string text)
    {
        var line = new string([.. text.Select(character => char.IsControl(character) ? ' ' : character)]).Replace("|", "\\|", StringComparison.Ordinal);
        // Longer than any run of the same within it (CommonMark 0.31, 6.1).
        var longest = 0;
        for (int at = 0, run = 0; at < line.Length; at++)
        {
            run = line[at] == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', longest + 1);
        return longest == 0 ? $"{fence}{line}{fence}" : $"{fence} {line} {fence}";
    }

    private static bool IsWeb(StringBuilder text) => text.Length >= 3 && text.ToString(text.Length - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase);
}
