using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Wire;

namespace AwsHardening.UnitTests.SandboxTests.Wire;

/// <summary>
/// Turns the values of compliance cases (timestamps in seconds, blobs as their own text) into those of handlers
/// (ISO 8601, base 64), by a way of its own and not by the codecs under test.
/// </summary>
internal static class ModelForm
{
    public static JsonObject Of(Shape shape, JsonObject value)
    {
        var result = new JsonObject();
        foreach ((string name, JsonNode? child) in value)
        {
            if (child is not null)
            {
                result[name] = Of(shape.Find(name)!.Shape, child);
            }
        }

        return result;
    }

    public static bool AreEqual(JsonNode left, JsonNode right) =>
        JsonElement.DeepEquals(JsonSerializer.SerializeToElement(left), JsonSerializer.SerializeToElement(right));

    private static JsonNode Of(Shape shape, JsonNode value) => shape switch
    {
        { IsDocument: true } => value.DeepClone(),
        { Kind: ShapeKind.Structure } => Of(shape, value.AsObject()),
        { Kind: ShapeKind.List } => new JsonArray([.. value.AsArray().Select(item => item is null ? null : Of(shape.Item!.Shape, item))]),
        { Kind: ShapeKind.Map } => new JsonObject(value.AsObject()
            .Select(item => KeyValuePair.Create(item.Key, item.Value is null ? null : (JsonNode?)Of(shape.Value!.Shape, item.Value)))),
        { Kind: ShapeKind.Timestamp } => Time(value.GetValue<double>()),
        { Kind: ShapeKind.Blob } => Convert.ToBase64String(Encoding.UTF8.GetBytes(value.GetValue<string>())),
        _ => value.DeepClone(),
    };

    private static string Time(double seconds)
    {
        DateTime time = DateTime.UnixEpoch.AddMilliseconds(Math.Round(seconds * 1000));
        return time.Millisecond == 0 ? time.ToString("yyyy-MM-ddTHH:mm:ssZ") : time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ");
    }
}
