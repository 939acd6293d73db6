using System.Text.Json;
using AwsHardening.Clients.Runtime.Shapes;

namespace AwsHardening.Clients.Runtime.Json;

/// <summary>A whole body that is one JSON object.</summary>
internal static class JsonBody
{
    /// <summary>Fills a structure; an empty body leaves it as it is.</summary>
    public static void Read(byte[] body, StructureShape shape, object structure)
    {
        var reader = new Utf8JsonReader(body);
        if (body.Length > 0 && reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            JsonReader.ReadMembers(ref reader, shape, structure);
        }
    }
}
