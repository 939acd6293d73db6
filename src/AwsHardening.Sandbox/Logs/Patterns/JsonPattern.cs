using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Logs;

/// <summary>
/// A condition on a message that is JSON. A member that is not there fulfils no comparison, not even <c>!=</c>; <c>IS NULL</c> is
/// about one that is there and null.
/// </summary>
internal sealed class JsonPattern : FilterPattern
{
    private readonly Predicate<JsonNode> _holds;
    private readonly List<JsonSelector> _selectors = [];

    private JsonPattern(PatternReader reader)
    {
        _holds = Any(reader);
        if (!reader.SkipSpace().IsAtEnd)
        {
            throw Invalid($"{reader.TakeWhile(_ => true)} is not understood");
        }
    }

    public static JsonPattern Parse(string text) => new(new PatternReader(text));

    public override bool Matches(string message) => Read(message) is { } json && _holds(json);

    public override string? Extract(string message, string selector) => JsonSelector.TryParse(selector) is { } wanted && Read(message) is { } json
        ? wanted.Find(json).Select(JsonSelector.Show).FirstOrDefault(text => text is not null) : null;

    public override JsonObject Extracted(string message)
    {
        var extracted = new JsonObject();
        foreach (var selector in _selectors)
        {
            if (Read(message) is { } json && selector.Find(json).Select(JsonSelector.Show).FirstOrDefault(text => text is not null) is { } value)
            {
                extracted[selector.Text] = value;
            }
        }

        return extracted;
    }

    private Predicate<JsonNode> Any(PatternReader reader)
    {
        var one = All(reader);
        while (reader.SkipSpace().Take("||"))
        {
            var (left, right) = (one, All(reader));
            one = message => left(message) || right(message);
        }

        return one;
    }

    // && binds closer than ||.
    private Predicate<JsonNode> All(PatternReader reader)
    {
        var one = Single(reader);
        while (reader.SkipSpace().Take("&&"))
        {
            var (left, right) = (one, Single(reader));
            one = message => left(message) && right(message);
        }

        return one;
    }

    private Predicate<JsonNode> Single(PatternReader reader)
    {
        if (reader.SkipSpace().Take("("))
        {
            var inner = Any(reader);
            return reader.SkipSpace().Take(")") ? inner : throw Invalid("a parenthesis is not closed");
        }

        var selector = JsonSelector.Parse(reader);
        _selectors.Add(selector);
        return Condition(selector, reader.SkipSpace());
    }

    private static Predicate<JsonNode> Condition(JsonSelector selector, PatternReader reader)
    {
        if (reader.TakeWord("EXISTS"))
        {
            return message => selector.Find(message).Count > 0;
        }

        if (reader.TakeWord("NOT"))
        {
            return reader.SkipSpace().TakeWord("EXISTS")
                ? message => selector.Find(message).Count == 0 : throw Invalid("NOT stands before EXISTS alone");
        }

        if (reader.TakeWord("IS"))
        {
            var kind = reader.SkipSpace().TakeWord("NULL") ? JsonValueKind.Null : reader.TakeWord("TRUE") ? JsonValueKind.True
                : reader.TakeWord("FALSE") ? JsonValueKind.False : throw Invalid("IS stands before NULL, TRUE or FALSE");
            return message => selector.Find(message).Any(node => (node?.GetValueKind() ?? JsonValueKind.Null) == kind);
        }

        if (reader.TakeWord("IN"))
        {
            var among = Among(reader.SkipSpace());
            return message => Texts(selector, message).Any(text => among.Exists(value => value.Holds(text)));
        }

        var @operator = PatternValue.TakeOperator(reader) ?? throw Invalid($"an operator is missing after {selector.Text}");
        var wanted = PatternValue.Parse(reader, @operator, IsOfValue);
        return message => Texts(selector, message).Any(wanted.Holds);
    }

    private static List<PatternValue> Among(PatternReader reader)
    {
        if (!reader.Take("["))
        {
            throw Invalid("IN stands before a list in brackets");
        }

        var values = new List<PatternValue>();
        do
        {
            values.Add(PatternValue.Parse(reader, "=", letter => IsOfValue(letter) && letter is not (',' or ']')));
        }
        while (reader.SkipSpace().Take(","));
        return reader.Take("]") ? values : throw Invalid("the list after IN is not closed");
    }

    private static IEnumerable<string> Texts(JsonSelector selector, JsonNode message) => selector.Find(message).Select(JsonSelector.Show).OfType<string>();

    private static bool IsOfValue(char letter) => !char.IsWhiteSpace(letter) && letter is not ('&' or '|' or '(' or ')' or '"' or '=' or '<' or '>');

    private static JsonNode? Read(string message)
    {
        try
        {
            return message.AsSpan().TrimStart() is ['{' or '[', ..] ? JsonNode.Parse(message) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
