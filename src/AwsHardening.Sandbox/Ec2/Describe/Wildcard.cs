using System.Text;
using System.Text.RegularExpressions;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>
/// A filter value: <c>*</c> stands for any characters, <c>?</c> for one, a backslash takes the next character
/// literally; case matters. AWS documentation page: "Filter Amazon EC2 resources".
/// </summary>
internal static class Wildcard
{
    public static bool IsLiteral(string pattern) => pattern.AsSpan().IndexOfAny("*?\\") < 0;

    public static Func<string, bool> Compile(IReadOnlyCollection<string> patterns)
    {
        var literals = patterns.Where(IsLiteral).ToHashSet(StringComparer.Ordinal);
        var expressions = patterns.Where(pattern => !IsLiteral(pattern)).Select(Expression).ToList();
        return text => literals.Contains(text) || expressions.Exists(expression => expression.IsMatch(text));
    }

    private static Regex Expression(string pattern)
    {
        var regex = new StringBuilder("^");
        for (var at = 0; at < pattern.Length; at++)
        {
            regex.Append(pattern[at] switch
            {
                '*' => ".*",
                '?' => ".",
                '\\' when at + 1 < pattern.Length => Regex.Escape(pattern[++at].ToString()),
                var other => Regex.Escape(other.ToString()),
            });
        }

        return new Regex(regex.Append('$').ToString(), RegexOptions.Singleline | RegexOptions.NonBacktracking);
    }
}
