using System.Globalization;
using System.Text;

namespace AwsHardening.Core.Changes.Plans;

/// <summary>
/// Text from an account or a file, fit to be shown: a name or description is anybody's, and must not move the cursor, hide
/// a line or end a Markdown block.
/// </summary>
internal static class Printable
{
    private const string Special = "\\`*_{}[]<>()#+!|~@&";

    /// <summary>Control and format characters written as escapes.</summary>
    public static string Text(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsControl(character) || char.GetUnicodeCategory(character) is UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                clean.Append(character);
            }
        }

        return clean.ToString();
    }

    /// <summary>The same, with what Markdown would take as its own escaped.</summary>
    public static string Markdown(string text) =>
        string.Concat(Text(text).Select(character => Special.Contains(character, StringComparison.Ordinal) ? $"\\{character}" : $"{character}"));

    /// <summary>A fenced block that no line of its content can end.</summary>
    public static IEnumerable<string> Fenced(string language, IReadOnlyList<string> lines)
    {
        var longest = lines.Count == 0 ? 0 : lines.Max(LongestRun);
        var fence = new string('`', Math.Max(3, longest + 1));
        return [fence + language, .. lines, fence];
    }

    private static int LongestRun(string line)
    {
        var (longest, run) = (0, 0);
        foreach (var character in line)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
