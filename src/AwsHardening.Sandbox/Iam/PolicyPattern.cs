using System.Text.RegularExpressions;

namespace AwsHardening.Sandbox.Iam;

/// <summary>Texts of policies: <c>*</c>, <c>?</c> and variables (IAM User Guide: IAM policy elements: Variables and tags).</summary>
internal static partial class PolicyPattern
{
    // What stands for itself where a variable brought it in, or where ${*} and ${?} asked for it. Private use: in no name of AWS's.
    private const char Star = '\uE000';
    private const char Mark = '\uE001';

    /// <summary>Puts values in the place of variables.</summary>
    /// <returns>Null where a variable has no value: nothing matches then.</returns>
    public static string? Fill(string text, ConditionKeys keys)
    {
        if (!text.Contains("${", StringComparison.Ordinal))
        {
            return text;
        }

        var known = true;
        var filled = Variable().Replace(text, match =>
        {
            switch (match.Groups["key"].Value)
            {
                case "*":
                    return Star.ToString();
                case "?":
                    return Mark.ToString();
                case "$":
                    return "$";
            }

            var value = keys.Single(match.Groups["key"].Value)
                ?? (match.Groups["default"] is { Success: true } otherwise ? otherwise.Value : null);
            known &= value is not null;
            return value?.Replace('*', Star).Replace('?', Mark) ?? "";
        });
        return known ? filled : null;
    }

    /// <summary>Whether a value is of a pattern, filled or not.</summary>
    public static bool Matches(string pattern, string value, bool ignoreCase = false)
    {
        var (p, v, star, resume) = (0, 0, -1, 0);
        while (v < value.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, v);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || Same(pattern[p], value[v], ignoreCase)))
            {
                (p, v) = (p + 1, v + 1);
            }
            else if (star >= 0)
            {
                (p, v) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).Trim('*').IsEmpty;
    }

    /// <summary>Whether an ARN is of a pattern: each of the six parts on its own, so that no star runs over a colon.</summary>
    public static bool MatchesArn(string pattern, string value)
    {
        var (patterns, parts) = (pattern.Split(':', 6), value.Split(':', 6));
        return pattern == "*" || (patterns.Length == 6 && parts.Length == 6 && patterns.Zip(parts).All(pair => Matches(pair.First, pair.Second)));
    }

    /// <summary>What a filled text is when nothing in it is a pattern.</summary>
    public static string Plain(string filled) => filled.Replace(Star, '*').Replace(Mark, '?');

    private static bool Same(char pattern, char value, bool ignoreCase) =>
        (pattern switch { Star => '*', Mark => '?', _ => pattern }) is var wanted && (wanted == value
            || (ignoreCase && char.ToUpperInvariant(wanted) == char.ToUpperInvariant(value)));

    [GeneratedRegex(@"\$\{(?<key>[^},]+?)\s*(,\s*'(?<default>[^']*)'\s*)?\}")]
    private static partial Regex Variable();
}
