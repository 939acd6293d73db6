using System.Text.Json.Nodes;

namespace AwsHardening.ClientGenerator.Model;

/// <summary>Short ways to read a model's JSON.</summary>
internal static class Json
{
    public static string? Text(this JsonNode? node, string name) => node?[name]?.GetValue<string>();

    public static bool Flag(this JsonNode? node, string name) => node?[name] is JsonValue value && value.GetValue<bool>();

    public static IEnumerable<string> Strings(this JsonNode? node) => node switch
    {
        JsonArray array => array.Select(item => item!.GetValue<string>()),
        JsonValue value => [value.GetValue<string>()],
        _ => [],
    };
}
