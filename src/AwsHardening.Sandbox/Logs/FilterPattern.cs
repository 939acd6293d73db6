using System.Text.RegularExpressions;

namespace AwsHardening.Sandbox.Logs;

/// <summary>
/// Filter patterns of terms (Amazon CloudWatch Logs User Guide: Filter pattern syntax): all plain terms must be in the message,
/// one of those with <c>?</c>, none of those with <c>-</c>. Patterns of fields are refused, not misread.
/// </summary>
internal static partial class FilterPattern
{
    public static Func<string, bool> Compile(string? pattern)
    {
        if (string.IsNullOrWhiteSpace(pattern))
        {
            return _ => true;
        }

        if (pattern.TrimStart()[0] is '{' or '[' or '%')
        {
            throw new AwsErrorException("InvalidParameterException", "The sandbox knows filter patterns of terms alone.");
        }

        var terms = Term().Matches(pattern).Select(match => (Sign: match.Groups["sign"].Value, Text: match.Groups["text"].Value.Trim('"'))).ToList();
        var some = terms.FindAll(term => term.Sign == "?");
        return message => terms.TrueForAll(term => term.Sign switch
        {
            "?" => true,
            "-" => !message.Contains(term.Text, StringComparison.Ordinal),
            _ => message.Contains(term.Text, StringComparison.Ordinal),
        }) && (some.Count == 0 || some.Exists(term => message.Contains(term.Text, StringComparison.Ordinal)));
    }

    [GeneratedRegex("""(?<sign>[?-]?)(?<text>"[^"]*"|\S+)""")]
    private static partial Regex Term();
}
