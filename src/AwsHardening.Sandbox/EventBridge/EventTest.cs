using System.Globalization;
using System.IO.Enumeration;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.EventBridge;

/// <summary>One value of a pattern's field: the value itself, or a comparison.</summary>
internal static class EventTest
{
    private static readonly string[] s_comparisons = ["<", "<=", "=", ">", ">="];

    /// <exception cref="AwsErrorException">Nothing that may stand in a pattern.</exception>
    public static void Check(JsonNode? test, string field)
    {
        if (test is JsonArray)
        {
            throw EventBridgeErrors.Pattern($"Match value must be String, number, true, false, or null at \"{field}\"");
        }

        if (test is not JsonObject one)
        {
            return;
        }

        if (one.Count != 1)
        {
            throw EventBridgeErrors.Pattern($"Only one key allowed in match expression at \"{field}\"");
        }

        var (name, value) = one.First();
        var isKnown = name switch
        {
            "exists" => value is JsonValue flag && flag.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
            "prefix" or "suffix" => IsText(value) || (value is JsonObject { Count: 1 } inner && IsText(inner["equals-ignore-case"])),
            "equals-ignore-case" or "wildcard" => IsText(value),
            "cidr" => IsText(value) && IPNetwork.TryParse((string)value!, out _),
            "numeric" => value is JsonArray { Count: 2 or 4 } range && range.Where((_, at) => at % 2 == 0).All(item => IsText(item) && s_comparisons.Contains((string)item!))
                && range.Where((_, at) => at % 2 == 1).All(IsNumber),
            "anything-but" => IsScalar(value) || (value is JsonArray { Count: > 0 } others && others.All(IsScalar)) || (value is JsonObject { Count: 1 } not
                && not.First() is { Key: "prefix" or "suffix" or "equals-ignore-case" or "wildcard", Value: { } text }
                && (IsText(text) || (text is JsonArray { Count: > 0 } texts && texts.All(IsText)))),
            _ => throw EventBridgeErrors.Pattern($"Unrecognized match type {name}"),
        };
        if (!isKnown)
        {
            throw EventBridgeErrors.Pattern($"{name} match pattern is not valid at \"{field}\"");
        }
    }

    public static bool Holds(JsonNode? test, JsonNode? value)
    {
        if (test is not JsonObject one)
        {
            return Same(test, value);
        }

        var (name, wanted) = one.First();
        return name switch
        {
            "prefix" => Text(value) is { } text && (IsText(wanted) ? text.StartsWith((string)wanted!, StringComparison.Ordinal)
                : text.StartsWith(((JsonObject)wanted!).Text("equals-ignore-case")!, StringComparison.OrdinalIgnoreCase)),
            "suffix" => Text(value) is { } text && (IsText(wanted) ? text.EndsWith((string)wanted!, StringComparison.Ordinal)
                : text.EndsWith(((JsonObject)wanted!).Text("equals-ignore-case")!, StringComparison.OrdinalIgnoreCase)),
            "equals-ignore-case" => string.Equals(Text(value), (string?)wanted, StringComparison.OrdinalIgnoreCase),
            "wildcard" => Text(value) is { } text && FileSystemName.MatchesSimpleExpression((string)wanted!, text, ignoreCase: false),
            "cidr" => Text(value) is { } text && IPAddress.TryParse(text, out var address) && IPNetwork.Parse((string)wanted!).Contains(address),
            "numeric" => value is not null && IsNumber(value) && InRange((JsonArray)wanted!, Number(value)),
            "anything-but" => !IsAny(wanted, value),
            _ => false,
        };
    }

    private static bool IsAny(JsonNode? not, JsonNode? value) => not switch
    {
        JsonArray many => many.Any(one => Same(one, value)),
        JsonObject inner => inner.First() is var (name, texts)
            && (texts is JsonArray list ? [.. list] : new JsonNode?[] { texts }).Any(text => Holds(new JsonObject { [name] = text?.DeepClone() }, value)),
        _ => Same(not, value),
    };

    private static bool InRange(JsonArray range, double number) => range.Chunk(2).All(pair => Number(pair[1]!) is var bound && (string)pair[0]! switch
    {
        "<" => number < bound,
        "<=" => number <= bound,
        ">" => number > bound,
        ">=" => number >= bound,
        _ => number.Equals(bound),
    });

    // Numbers are the same however they are written; a text is not the number that it looks like.
    private static bool Same(JsonNode? one, JsonNode? other) => one is not null && other is not null && IsNumber(one) && IsNumber(other)
        ? Number(one).Equals(Number(other)) : JsonNode.DeepEquals(one, other);

    private static double Number(JsonNode number) => double.Parse(number.ToJsonString(), CultureInfo.InvariantCulture);

    private static string? Text(JsonNode? node) => IsText(node) ? (string)node! : null;

    private static bool IsText(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String;

    private static bool IsNumber(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number;

    private static bool IsScalar(JsonNode? node) => IsText(node) || IsNumber(node);
}
