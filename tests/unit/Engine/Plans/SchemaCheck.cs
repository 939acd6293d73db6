using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AwsHardening.UnitTests.Engine.Plans;

/// <summary>What of JSON Schema 2020-12 the plan's schema uses; a keyword it does not know is an error of the test.</summary>
internal sealed class SchemaCheck(JsonObject root)
{
    private static readonly string[] s_notes = ["$schema", "$id", "$defs", "title", "description", "format"];

    /// <summary>Where a document does not fit; empty when it does.</summary>
    public IEnumerable<string> Problems(JsonNode? node, JsonObject? schema = null, string path = "$")
    {
        schema ??= root;
        foreach (var (keyword, value) in schema)
        {
            IEnumerable<string> problems = keyword switch
            {
                _ when s_notes.Contains(keyword) => [],
                "$ref" => Problems(node, Definition((string)value!), path),
                "type" => Type(node) == (string)value! || ((string)value! == "number" && Type(node) == "integer") ? [] : [$"{path} is {Type(node)}, not {value}"],
                "const" => JsonNode.DeepEquals(node, value) ? [] : [$"{path} is not {value}"],
                "pattern" => Regex.IsMatch((string)node!, (string)value!) ? [] : [$"{path} does not match {value}"],
                "minLength" => ((string)node!).Length >= (int)value! ? [] : [$"{path} is too short"],
                "minimum" => (int)node! >= (int)value! ? [] : [$"{path} is too small"],
                "minItems" => ((JsonArray)node!).Count >= (int)value! ? [] : [$"{path} has too few elements"],
                "items" => ((JsonArray)node!).SelectMany((item, i) => Problems(item, (JsonObject)value!, $"{path}[{i}]")),
                "required" => ((JsonArray)value!).Where(name => !((JsonObject)node!).ContainsKey((string)name!)).Select(name => $"{path} lacks {name}"),
                "properties" => ((JsonObject)value!).Where(pair => ((JsonObject)node!).ContainsKey(pair.Key))
                    .SelectMany(pair => Problems(node![pair.Key], (JsonObject)pair.Value!, $"{path}.{pair.Key}")),
                "additionalProperties" => ((JsonObject)node!).Where(pair => !((JsonObject)schema["properties"]!).ContainsKey(pair.Key))
                    .Select(pair => $"{path} has {pair.Key}, which the schema does not know"),
                _ => throw new NotSupportedException($"The test does not know the keyword {keyword}."),
            };
            foreach (var problem in problems)
            {
                yield return problem;
            }
        }
    }

    private JsonObject Definition(string reference) => (JsonObject)root["$defs"]![reference["#/$defs/".Length..]]!;

    private static string Type(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        JsonValue value when value.TryGetValue<string>(out _) => "string",
        JsonValue value when value.TryGetValue<bool>(out _) => "boolean",
        JsonValue value when value.TryGetValue<long>(out _) => "integer",
        _ => "number",
    };
}
