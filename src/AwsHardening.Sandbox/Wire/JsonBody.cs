using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Wire;

/// <summary>Whole JSON documents.</summary>
internal static class JsonBody
{
    // AWS escapes no more than JSON asks for.
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(JsonNode value) => Encoding.UTF8.GetBytes(value.ToJsonString(s_options));

    /// <summary>Reads an object; an empty body counts as an empty one.</summary>
    public static JsonObject ReadObject(byte[] body) =>
        body.Length == 0 ? [] : Read(body) as JsonObject ?? throw new FormatException("The body is no JSON object.");

    public static JsonNode? Read(byte[] body) => JsonNode.Parse(body);
}
