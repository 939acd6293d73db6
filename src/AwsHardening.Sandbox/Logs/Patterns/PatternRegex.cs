using System.Text.RegularExpressions;

namespace AwsHardening.Sandbox.Logs;

/// <summary>Regular expressions as patterns may have them: letters, digits, a few signs, and no groups.</summary>
internal static partial class PatternRegex
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <exception cref="AwsErrorException">None that a pattern may have.</exception>
    public static Predicate<string> Compile(string text)
    {
        if (text.Length == 0 || !Allowed().IsMatch(text))
        {
            throw FilterPattern.Invalid($"the regular expression %{text}% has a character that is not supported");
        }

        try
        {
            var regex = new Regex(text, RegexOptions.CultureInvariant, s_patience);
            return regex.IsMatch;
        }
        catch (ArgumentException)
        {
            throw FilterPattern.Invalid($"%{text}% is no regular expression");
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_#=@/;,:'\-^$?\[\]{}|\\*+.\s]+$")]
    private static partial Regex Allowed();
}
