using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Core.Changes.Plans;

/// <summary>
/// JSON in one form only: members in ordinal order, no white space, no needless escapes, UTF-8. Two texts with the same
/// content have the same bytes, and so the same digest.
/// </summary>
internal static class CanonicalJson
{
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonNode? node) => Sorted(node)?.ToJsonString(s_options) ?? "null";

    /// <summary>SHA-256 over the canonical form, in lower-case hexadecimal.</summary>
    public static string Sha256(JsonNode? node) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Write(node)))).ToLowerInvariant();

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
