using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.DynamoDb.Expressions;

/// <summary>Attribute values: compared, measured, found by path.</summary>
internal static class Values
{
    /// <summary>The value at a path of an item, or null.</summary>
    public static JsonObject? At(JsonObject item, IReadOnlyList<string> path)
    {
        var value = item[path[0]] as JsonObject;
        foreach (var step in path.Skip(1))
        {
            value = (value?["M"] as JsonObject)?[step] as JsonObject;
        }

        return value;
    }

    /// <summary>Negative, zero or positive; null where the values cannot be compared.</summary>
    public static int? Compare(JsonObject left, JsonObject right)
    {
        var ((type, a), (other, b)) = (left.First(), right.First());
        if (type != other)
        {
            return null;
        }

        return type switch
        {
            "S" => string.CompareOrdinal((string)a!, (string)b!),
            "N" => Number(a).CompareTo(Number(b)),
            "B" => Convert.FromBase64String((string)a!).AsSpan().SequenceCompareTo(Convert.FromBase64String((string)b!)),
            _ => null,
        };
    }

    public static bool Same(JsonObject left, JsonObject right) => Compare(left, right) is { } order ? order == 0 : JsonNode.DeepEquals(left, right);

    public static int Size(JsonObject value) => value.First() switch
    {
        ("S", var text) => System.Text.Encoding.UTF8.GetByteCount((string)text!),
        ("B", var bytes) => Convert.FromBase64String((string)bytes!).Length,
        (_, JsonArray list) => list.Count,
        (_, JsonObject map) => map.Count,
        _ => throw DynamoDbErrors.Validation("Invalid operand type for operator or function; operator or function: size"),
    };

    public static decimal Number(JsonNode? number) => decimal.Parse((string)number!, CultureInfo.InvariantCulture);
}
