using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.DynamoDb.Expressions;

/// <summary>A condition, filter or key condition (DynamoDB Developer Guide: Condition and filter expressions).</summary>
internal sealed class Condition
{
    private static readonly string[] s_comparators = ["=", "<>", "<=", ">=", "<", ">"];

    private readonly Tokens _tokens;
    private readonly Placeholders _placeholders;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Func<JsonObject, bool> _holds;

    private Condition(string expression, Placeholders placeholders)
    {
        (_tokens, _placeholders) = (new Tokens(expression, placeholders.Kind), placeholders);
        _holds = Or();
        if (!_tokens.AtEnd)
        {
            throw DynamoDbErrors.Syntax(placeholders.Kind, _tokens.Peek);
        }
    }

    /// <summary>The attributes that it speaks of.</summary>
    public IReadOnlySet<string> Names => _names;

    public static Condition Parse(string expression, Placeholders placeholders) => new(expression, placeholders);

    public bool Holds(JsonObject item) => _holds(item);

    private Func<JsonObject, bool> Or()
    {
        var left = And();
        while (_tokens.Take("OR"))
        {
            var (before, right) = (left, And());
            left = item => before(item) || right(item);
        }

        return left;
    }

    private Func<JsonObject, bool> And()
    {
        var left = Not();
        while (_tokens.Take("AND"))
        {
            var (before, right) = (left, Not());
            left = item => before(item) && right(item);
        }

        return left;
    }

    private Func<JsonObject, bool> Not()
    {
        if (_tokens.Take("NOT"))
        {
            var inner = Not();
            return item => !inner(item);
        }

        if (_tokens.Take("("))
        {
            var inner = Or();
            _tokens.Expect(")");
            return inner;
        }

        return Function() ?? Comparison();
    }

    private Func<JsonObject, bool>? Function()
    {
        if (_tokens.Take("attribute_exists"))
        {
            var path = OnlyPath();
            return item => Values.At(item, path) is not null;
        }

        if (_tokens.Take("attribute_not_exists"))
        {
            var path = OnlyPath();
            return item => Values.At(item, path) is null;
        }

        return _tokens.Take("begins_with") ? Pair((value, start) => ((string?)value["S"])?.StartsWith((string)start["S"]!, StringComparison.Ordinal) == true)
            : _tokens.Take("contains") ? Pair((value, part) => ((string?)value["S"])?.Contains((string)part["S"]!, StringComparison.Ordinal) == true
                || (value.First().Value as JsonArray)?.Any(one => JsonNode.DeepEquals(one, part.First().Value) || JsonNode.DeepEquals(one, part)) == true)
            : null;
    }

    private string[] OnlyPath()
    {
        _tokens.Expect("(");
        var path = Path();
        _tokens.Expect(")");
        return path;
    }

    private Func<JsonObject, bool> Pair(Func<JsonObject, JsonObject, bool> holds)
    {
        _tokens.Expect("(");
        var left = Operand();
        _tokens.Expect(",");
        var right = Operand();
        _tokens.Expect(")");
        return item => left(item) is { } a && right(item) is { } b && holds(a, b);
    }

    private Func<JsonObject, bool> Comparison()
    {
        var left = Operand();
        if (_tokens.Take("BETWEEN"))
        {
            var low = Operand();
            _tokens.Expect("AND");
            var high = Operand();
            return item => left(item) is { } value && low(item) is { } from && high(item) is { } to
                && Values.Compare(value, from) >= 0 && Values.Compare(value, to) <= 0;
        }

        if (_tokens.Take("IN"))
        {
            _tokens.Expect("(");
            List<Func<JsonObject, JsonObject?>> list = [Operand()];
            while (_tokens.Take(","))
            {
                list.Add(Operand());
            }

            _tokens.Expect(")");
            return item => left(item) is { } value && list.Any(one => one(item) is { } other && Values.Same(value, other));
        }

        var comparator = _tokens.Next();
        if (!s_comparators.Contains(comparator))
        {
            throw DynamoDbErrors.Syntax(_placeholders.Kind, comparator);
        }

        var right = Operand();
        return item => Compare(comparator, left(item), right(item));
    }

    private static bool Compare(string comparator, JsonObject? left, JsonObject? right)
    {
        if (left is null || right is null)
        {
            // What is not there differs from everything, and compares with nothing.
            return comparator == "<>" && left != right;
        }

        return comparator switch
        {
            "=" => Values.Same(left, right),
            "<>" => !Values.Same(left, right),
            "<" => Values.Compare(left, right) < 0,
            "<=" => Values.Compare(left, right) <= 0,
            ">" => Values.Compare(left, right) > 0,
            _ => Values.Compare(left, right) >= 0,
        };
    }

    private Func<JsonObject, JsonObject?> Operand()
    {
        if (_tokens.Take("size"))
        {
            var measured = OnlyPath();
            return item => Values.At(item, measured) is { } value
                ? new JsonObject { ["N"] = Values.Size(value).ToString(CultureInfo.InvariantCulture) } : null;
        }

        if (_tokens.Peek[0] == ':')
        {
            var value = _placeholders.Value(_tokens.Next());
            return _ => value;
        }

        var path = Path();
        return item => Values.At(item, path);
    }

    private string[] Path()
    {
        var path = DocumentPath.Read(_tokens, _placeholders);
        _names.Add(path[0]);
        return path;
    }
}
