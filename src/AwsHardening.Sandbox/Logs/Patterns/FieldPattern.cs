using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Logs;

/// <summary>
/// Names and conditions for the fields of a space-delimited message; brackets and quotation marks in the message hold one field
/// together. An ellipsis stands for any number of fields.
/// </summary>
internal sealed class FieldPattern : FilterPattern
{
    private const string Ellipsis = "...";

    private readonly List<(string Name, Func<Func<string, string?>, bool>? Holds)> _fields = [];
    private readonly int _ellipsis = -1;

    private FieldPattern(PatternReader reader)
    {
        do
        {
            if (reader.SkipSpace().Take(Ellipsis))
            {
                _ellipsis = _ellipsis < 0 ? _fields.Count : throw Invalid("a pattern has one ellipsis at most");
            }
            else
            {
                _fields.Add(Field(reader));
            }
        }
        while (reader.SkipSpace().Take(","));
        if (!reader.IsAtEnd)
        {
            throw Invalid($"{reader.TakeWhile(_ => true)} is not understood");
        }
    }

    public static FieldPattern Parse(string text) => new(new PatternReader(text));

    public override bool Matches(string message) => Values(message) is { } values
        && _fields.TrueForAll(field => field.Holds is null || field.Holds(name => values.GetValueOrDefault(name)));

    public override string? Extract(string message, string selector) => Values(message)?.GetValueOrDefault(selector.TrimStart('$'));

    public override JsonObject Extracted(string message) => new((Values(message) ?? []).Select(pair =>
        KeyValuePair.Create($"${pair.Key}", (JsonNode?)pair.Value)));

    // The fields of a message by name; null where there are more or fewer than the pattern says.
    private Dictionary<string, string>? Values(string message)
    {
        var texts = MessageFields.Split(message);
        if (_ellipsis < 0 ? texts.Count != _fields.Count : texts.Count < _fields.Count)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < _fields.Count; at++)
        {
            values[_fields[at].Name] = texts[_ellipsis >= 0 && at >= _ellipsis ? texts.Count - _fields.Count + at : at];
        }

        // What has no name of its own is called by its place.
        for (var at = 0; at < texts.Count && _ellipsis >= 0; at++)
        {
            values.TryAdd((at + 1).ToString(CultureInfo.InvariantCulture), texts[at]);
        }

        return values;
    }

    // A field without a name is called by its place.
    private (string, Func<Func<string, string?>, bool>?) Field(PatternReader reader)
    {
        var place = (_fields.Count + 1).ToString(CultureInfo.InvariantCulture);
        if (reader.SkipSpace().Next is ',' or '\0')
        {
            return (place, null);
        }

        return Any(reader);
    }

    // The conditions of one field: a name, an operator and a value, put together by && and ||.
    private static (string Name, Func<Func<string, string?>, bool>? Holds) Any(PatternReader reader)
    {
        var one = All(reader);
        while (reader.SkipSpace().Take("||"))
        {
            var (left, right) = (one.Holds, All(reader).Holds);
            one.Holds = value => (left?.Invoke(value) ?? true) || (right?.Invoke(value) ?? true);
        }

        return one;
    }

    private static (string Name, Func<Func<string, string?>, bool>? Holds) All(PatternReader reader)
    {
        var one = Single(reader);
        while (reader.SkipSpace().Take("&&"))
        {
            var (left, right) = (one.Holds, Single(reader).Holds);
            one.Holds = value => (left?.Invoke(value) ?? true) && (right?.Invoke(value) ?? true);
        }

        return one;
    }

    private static (string Name, Func<Func<string, string?>, bool>? Holds) Single(PatternReader reader)
    {
        if (reader.SkipSpace().Take("("))
        {
            var inner = Any(reader);
            return reader.SkipSpace().Take(")") ? inner : throw Invalid("a parenthesis is not closed");
        }

        var name = reader.TakeWhile(letter => char.IsLetterOrDigit(letter) || letter == '_');
        if (name.Length == 0)
        {
            throw Invalid("a field has no name");
        }

        if (PatternValue.TakeOperator(reader.SkipSpace()) is not { } @operator)
        {
            return (name, null);
        }

        var wanted = PatternValue.Parse(reader, @operator, letter => !char.IsWhiteSpace(letter) && letter is not (',' or ')' or '&' or '|'));
        return (name, value => value(name) is { } text && wanted.Holds(text));
    }
}
