namespace AwsHardening.Sandbox.Logs;

/// <summary>
/// Terms: all plain ones must be in the message, one of those with <c>?</c>, none of those with <c>-</c>. Where plain terms stand
/// beside those with <c>?</c>, the plain ones alone count.
/// </summary>
internal sealed class TermPattern(IReadOnlyList<(char Sign, Predicate<string> IsIn)> terms) : FilterPattern
{
    private const char All = '+';

    public static TermPattern Parse(string text)
    {
        var reader = new PatternReader(text);
        var terms = new List<(char, Predicate<string>)>();
        while (!reader.SkipSpace().IsAtEnd)
        {
            var sign = reader.Take("?") ? '?' : reader.Take("-") ? '-' : All;
            terms.Add((sign, Term(reader)));
        }

        return new TermPattern(terms);
    }

    public override bool Matches(string message) =>
        terms.All(term => term.Sign == '?' || term.IsIn(message) != (term.Sign == '-'))
        && (terms.All(term => term.Sign != '?') || terms.Any(term => term.Sign == All) || terms.Any(term => term.Sign == '?' && term.IsIn(message)));

    private static Predicate<string> Term(PatternReader reader)
    {
        if (reader.Next == '%')
        {
            return PatternRegex.Compile(reader.TakeQuoted());
        }

        var isQuoted = reader.Next == '"';
        var word = isQuoted ? reader.TakeQuoted() : reader.TakeWhile(letter => !char.IsWhiteSpace(letter) && letter != '"');
        if (word.Length == 0 || (!isQuoted && !word.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '.' or ':' or '/' or '-' or '*' or '@' or '=' or ',')))
        {
            throw Invalid($"a term with other signs than letters, digits and underscores stands in quotation marks: {word}");
        }

        return message => message.Contains(word, StringComparison.Ordinal);
    }
}
