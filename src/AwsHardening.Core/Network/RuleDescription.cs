using System.Text;

namespace AwsHardening.Core.Network;

/// <summary>
/// Rule descriptions: up to 255 characters from a-z, A-Z, 0-9, spaces and ._-:/()#,@[]+=&amp;;{}!$* (Amazon EC2 API
/// Reference, "IpRange").
/// </summary>
internal static class RuleDescription
{
    public const int MaxLength = 255;

    private const string Punctuation = " ._-:/()#,@[]+=&;{}!$*";

    /// <summary>Why a description would be refused; null when it would not.</summary>
    public static string? Refusal(string text) =>
        text.Length > MaxLength ? $"it has {text.Length} characters, and AWS takes {MaxLength}"
        : text.FirstOrDefault(c => !IsAllowed(c)) is var bad && bad != default
            ? $"AWS does not take the character '{bad}' there"
        : null;

    /// <summary>Keeps the old text and says where the rule came from; the old text gives way when both do not fit.</summary>
    public static string For(string old, string source, string ruleId)
    {
        var origin = $"replaces {source} ({ruleId})";
        var kept = Clean(old);
        var room = MaxLength - origin.Length - 2;
        return kept.Length == 0 ? origin : $"{(kept.Length > room ? kept[..room] : kept)}; {origin}";
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            clean.Append(IsAllowed(c) ? c : ' ');
        }

        return clean.ToString().Trim();
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || Punctuation.Contains(c, StringComparison.Ordinal);
}
