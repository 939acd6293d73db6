using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Logs;

/// <summary>
/// A filter pattern: terms, a JSON condition in braces, space-delimited fields in brackets, or a regular expression between percent
/// signs (Amazon CloudWatch Logs User Guide: Filter pattern syntax for metric filters, subscription filters, filter log events, and
/// Live Tail).
/// </summary>
internal abstract class FilterPattern
{
    private const int MaxLength = 1024;

    /// <exception cref="AwsErrorException">No filter pattern.</exception>
    public static FilterPattern Compile(string? pattern)
    {
        var text = pattern?.Trim() ?? "";
        return text.Length > MaxLength ? throw Invalid($"the pattern is longer than {MaxLength} characters") : text switch
        {
            "" => new TermPattern([]),
            ['{', .., '}'] => JsonPattern.Parse(text[1..^1]),
            ['[', .., ']'] => FieldPattern.Parse(text[1..^1]),
            ['{' or '[', ..] => throw Invalid("a bracket is not closed"),
            _ => TermPattern.Parse(text),
        };
    }

    /// <summary>Whether a message matches.</summary>
    public abstract bool Matches(string message);

    /// <summary>What a selector such as <c>$.errorCode</c> or <c>$bytes</c> finds in a message that matches; null for nothing.</summary>
    public virtual string? Extract(string message, string selector) => null;

    /// <summary>What TestMetricFilter shows of a message that matches.</summary>
    public virtual JsonObject Extracted(string message) => [];

    public static AwsErrorException Invalid(string reason) => LogsErrors.Invalid($"Invalid metric filter pattern: {reason}");
}
