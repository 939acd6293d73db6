using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AwsHardening.Sandbox.Logs;

/// <summary>A comparison with a value that stands in a pattern: a text with wildcards, a number, a regular expression.</summary>
internal sealed class PatternValue
{
    private static readonly string[] s_operators = ["!=", ">=", "<=", "=", ">", "<"];

    private readonly string _operator;
    private readonly Predicate<string> _same;
    private readonly double? _number;

    private PatternValue(string @operator, Predicate<string> same, double? number) => (_operator, _same, _number) = (@operator, same, number);

    /// <summary>The operator that stands next; null for none.</summary>
    public static string? TakeOperator(PatternReader reader) => Array.Find(s_operators, reader.Take);

    /// <summary>Reads the value after an operator.</summary>
    /// <param name="reader">Stands at the value.</param>
    /// <param name="operator">The operator.</param>
    /// <param name="belongs">Which characters a value without quotation marks may have.</param>
    public static PatternValue Parse(PatternReader reader, string @operator, Predicate<char> belongs)
    {
        reader.SkipSpace();
        var isEquality = @operator is "=" or "!=";
        if (reader.Next == '%')
        {
            return isEquality ? new PatternValue(@operator, PatternRegex.Compile(reader.TakeQuoted()), null)
                : throw FilterPattern.Invalid($"{@operator} compares numbers");
        }

        var isQuoted = reader.Next == '"';
        var text = isQuoted ? reader.TakeQuoted() : reader.TakeWhile(belongs).Trim();
        if (text.Length == 0 && !isQuoted)
        {
            throw FilterPattern.Invalid($"a value is missing after {@operator}");
        }

        var number = Number(text);
        return !isEquality && (number is null || isQuoted) ? throw FilterPattern.Invalid($"{@operator} compares numbers, and {text} is none")
            : new PatternValue(@operator, Wildcard(text), isQuoted ? null : number);
    }

    /// <summary>Whether a value of a message passes; a text is compared as a number where both are numbers.</summary>
    public bool Holds(string value) => _number is { } number && Number(value) is { } other ? _operator switch
    {
        "=" => other.Equals(number),
        "!=" => !other.Equals(number),
        ">" => other > number,
        ">=" => other >= number,
        "<" => other < number,
        _ => other <= number,
    } : _operator switch
    {
        "=" => _same(value),
        "!=" => !_same(value),
        _ => false,
    };

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Predicate<string> Wildcard(string text)
    {
        if (!text.Contains('*', StringComparison.Ordinal))
        {
            return value => value == text;
        }

        var pattern = new StringBuilder("^").AppendJoin(".*", text.Split('*').Select(Regex.Escape)).Append('$');
        return new Regex(pattern.ToString(), RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromSeconds(1)).IsMatch;
    }
}
