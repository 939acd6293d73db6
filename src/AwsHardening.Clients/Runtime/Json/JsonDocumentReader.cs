using System.Text.Json;
using Amazon.Runtime.Documents;

namespace AwsHardening.Clients.Runtime.Json;

/// <summary>Reads a document, the model's type for open-ended JSON.</summary>
internal static class JsonDocumentReader
{
    public static Document Read(ref Utf8JsonReader reader)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        return Convert(json.RootElement);
    }

    private static Document Convert(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new Document(json.EnumerateObject().ToDictionary(p => p.Name, p => Convert(p.Value))),
        JsonValueKind.Array => new Document(json.EnumerateArray().Select(Convert).ToList()),
        JsonValueKind.String => new Document(json.GetString()),
        JsonValueKind.True or JsonValueKind.False => new Document(json.GetBoolean()),
        JsonValueKind.Number when json.TryGetInt32(out var number) => new Document(number),
        JsonValueKind.Number when json.TryGetInt64(out var number) => new Document(number),
        JsonValueKind.Number => new Document(json.GetDouble()),
        _ => default,
    };
}
