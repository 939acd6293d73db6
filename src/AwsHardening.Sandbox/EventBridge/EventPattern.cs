using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.EventBridge;

/// <summary>
/// Whether an event is one of those that a rule waits for (Amazon EventBridge User Guide: Event patterns; Comparison operators for
/// use in event patterns). Every field of the pattern must match; of the values of a field one is enough.
/// </summary>
internal sealed class EventPattern
{
    private const string Or = "$or";

    private readonly JsonObject _pattern;

    private EventPattern(JsonObject pattern) => _pattern = pattern;

    /// <exception cref="AwsErrorException">No event pattern.</exception>
    public static EventPattern Parse(string text)
    {
        JsonObject pattern;
        try
        {
            pattern = JsonNode.Parse(text) as JsonObject ?? throw EventBridgeErrors.Pattern("Filter is not an object");
        }
        catch (JsonException e)
        {
            throw EventBridgeErrors.Pattern(e.Message);
        }

        Check(pattern, "");
        return new EventPattern(pattern);
    }

    public bool Matches(JsonObject seen) => Matches(_pattern, seen);

    private static bool Matches(JsonObject pattern, JsonObject? seen) => pattern.All(field => field.Key == Or && field.Value is JsonArray choices
        ? choices.Any(choice => Matches((JsonObject)choice!, seen))
        : field.Value is JsonObject inner ? Inner(inner, seen?[field.Key]) : Leaf((JsonArray)field.Value!, seen, field.Key));

    // Of a list of structures one has to match as a whole.
    private static bool Inner(JsonObject pattern, JsonNode? seen) => seen is JsonArray list
        ? list.Any(item => Matches(pattern, item as JsonObject)) : Matches(pattern, seen as JsonObject);

    private static bool Leaf(JsonArray wanted, JsonObject? seen, string field)
    {
        var isThere = seen?.ContainsKey(field) is true && seen[field] is not JsonObject;
        var values = !isThere ? [] : seen![field] is JsonArray many ? [.. many] : new JsonNode?[] { seen[field] };
        return wanted.Any(one => one is JsonObject test && test["exists"] is { } exists
            ? (bool)exists == isThere : Array.Exists(values, value => EventTest.Holds(one, value)));
    }

    private static void Check(JsonObject pattern, string place)
    {
        if (pattern.Count == 0)
        {
            throw EventBridgeErrors.Pattern(place.Length == 0 ? "Empty pattern" : $"Empty objects are not allowed at {place}");
        }

        foreach (var (field, value) in pattern)
        {
            switch (value)
            {
                case JsonArray choices when field == Or && choices.Count > 1 && choices.All(choice => choice is JsonObject):
                    foreach (var choice in choices)
                    {
                        Check((JsonObject)choice!, Or);
                    }

                    break;
                case JsonArray { Count: 0 }:
                    throw EventBridgeErrors.Pattern("Empty arrays are not allowed");
                case JsonArray leaf:
                    foreach (var one in leaf)
                    {
                        EventTest.Check(one, field);
                    }

                    break;
                case JsonObject inner:
                    Check(inner, field);
                    break;
                default:
                    throw EventBridgeErrors.Pattern($"\"{field}\" must be an object or an array");
            }
        }
    }
}
