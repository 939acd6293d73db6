namespace AwsHardening.Completion;

/// <summary>Reads and writes arguments as PowerShell quotes them.</summary>
internal static class Quoting
{
    /// <summary>Splits what was typed into its opening quote, if any, and the text.</summary>
    /// <param name="word">What was typed, possibly with a closing quote.</param>
    public static (char? Quote, string Text) Read(string word)
    {
        if (word.Length == 0 || word[0] is not ('\'' or '"'))
        {
            return (null, word);
        }

        var quote = word[0];
        var text = word.Length > 1 && word[^1] == quote ? word[1..^1] : word[1..];
        return (quote, quote == '\'' ? text.Replace("''", "'", StringComparison.Ordinal) : text);
    }

    /// <summary>Writes a value so that PowerShell reads it back unchanged: in the user's quotes, or in single ones where needed.</summary>
    /// <param name="value">The value.</param>
    /// <param name="quote">The quote that was typed, or null.</param>
    public static string Write(string value, char? quote) => quote switch
    {
        '"' => '"' + Escape(value) + '"',
        null when value.Length > 0 && value.All(IsBare) && !value.StartsWith('-') => value,
        _ => '\'' + value.Replace("'", "''", StringComparison.Ordinal) + '\'',
    };

    private static bool IsBare(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or '*';

    private static string Escape(string value) =>
        string.Concat(value.Select(c => c is '`' or '"' or '$' ? $"`{c}" : $"{c}"));
}
