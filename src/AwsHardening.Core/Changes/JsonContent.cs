using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Core.Changes;

/// <summary>
/// Content compared by meaning: what is absent, empty or null is the same, the order of members and of elements means nothing.
/// </summary>
internal static class JsonContent
{
    public static bool Same(JsonNode? left, JsonNode? right) => Canonical(left) == Canonical(right);

    /// <summary>The text that is the same for what means the same.</summary>
    public static string Canonical(JsonNode? node) => Sorted(node)?.ToJsonString() ?? "null";

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject many => NullIfEmpty(new JsonObject(many.Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))
            .Where(pair => pair.Value is not null).OrderBy(pair => pair.Key, StringComparer.Ordinal))),
        JsonArray list => NullIfEmpty(new JsonArray([.. list.Select(Sorted).OrderBy(item => item?.ToJsonString(), StringComparer.Ordinal)])),
        JsonValue text when text.GetValueKind() == JsonValueKind.String && text.ToString().Length == 0 => null,
        // Parsed anew: a number made by code and one read from a file are the same number.
        _ => node is null ? null : JsonNode.Parse(node.ToJsonString()),
    };

    private static JsonObject? NullIfEmpty(JsonObject many) => many.Count == 0 ? null : many;

    private static JsonArray? NullIfEmpty(JsonArray list) => list.Count == 0 ? null : list;
}
