using System.Text.Json.Nodes;
using AwsHardening.ClientGenerator.Model;

namespace AwsHardening.ClientGenerator.Emit;

/// <summary>A model's XML namespaces in the words of the runtime: some models write the address alone.</summary>
internal static class XmlNamespaces
{
    public static string? Expression(JsonNode? json) => json switch
    {
        null => null,
        JsonObject named when named.Text("prefix") is { } prefix => $"new({CodeWriter.Literal(named.Text("uri"))}, {CodeWriter.Literal(prefix)})",
        JsonObject named => $"new({CodeWriter.Literal(named.Text("uri"))})",
        _ => $"new({CodeWriter.Literal(json.ToString())})",
    };
}
