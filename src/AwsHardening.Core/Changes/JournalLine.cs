using System.Text.Json;

namespace AwsHardening.Core.Changes;

/// <summary>One line of a journal.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Text">What stands there, without a line break.</param>
/// <param name="Entry">The entry; null where the line is none.</param>
internal sealed record JournalLine(long Number, string Text, JournalEntry? Entry)
{
    private string? _sha256;

    public JournalLine(long number, string text)
        : this(number, text, TryParse(text))
    {
    }

    /// <summary>The digest that the next line names.</summary>
    public string Sha256 => _sha256 ??= JournalChain.Sha256(Text);

    private static JournalEntry? TryParse(string line)
    {
        try
        {
            return JournalEntry.Parse(line);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or FormatException)
        {
            return null;
        }
    }
}
