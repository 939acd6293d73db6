using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Wire;

/// <summary>Turns the JSON of the wire into the JSON of the account and back: member names, timestamps, blobs.</summary>
internal static class JsonValues
{
    /// <summary>Reads a structure; members that are null or that the model does not know are left out.</summary>
    public static JsonObject ReadMembers(Shape shape, JsonObject wire, Func<ShapeMember, bool>? filter = null)
    {
        var result = new JsonObject();
        foreach (ShapeMember member in shape.Members.Where(member => filter?.Invoke(member) ?? true))
        {
            if (wire[member.WireName] is { } value)
            {
                result[member.Name] = Read(member, value);
            }
        }

        return result;
    }

    /// <summary>Writes a structure into an object; members that are null are left out.</summary>
    public static JsonObject WriteMembers(Shape shape, JsonObject value, JsonObject result, Func<ShapeMember, bool>? filter = null)
    {
        foreach (ShapeMember member in shape.Members.Where(member => filter?.Invoke(member) ?? true))
        {
            if (value[member.Name] is { } child)
            {
                result[member.WireName] = Write(member, child);
            }
        }

        return result;
    }

    public static JsonNode Read(ShapeMember place, JsonNode wire)
    {
        Shape shape = place.Shape;
        return shape switch
        {
            { IsDocument: true } => wire.DeepClone(),
            { Kind: ShapeKind.Structure } => ReadMembers(shape, Expect<JsonObject>(wire)),
            { Kind: ShapeKind.List } => Each(Expect<JsonArray>(wire), item => Read(shape.Item!, item)),
            { Kind: ShapeKind.Map } => Each(Expect<JsonObject>(wire), item => Read(shape.Value!, item)),
            { Kind: ShapeKind.Timestamp } => Timestamps.ToModel(Timestamps.FromModel(wire is JsonValue text
                && text.TryGetValue(out string? value) ? Timestamps.ToModel(Timestamps.FromText(value)) : wire)),
            { Kind: ShapeKind.Blob } => Scalars.Parse(Expect<JsonValue>(wire).GetValue<string>(), place),
            _ => Scalar(shape.Kind, Expect<JsonValue>(wire)),
        };
    }

    public static JsonNode Write(ShapeMember place, JsonNode value)
    {
        Shape shape = place.Shape;
        return shape switch
        {
            { IsDocument: true } => value.DeepClone(),
            { Kind: ShapeKind.Structure } => WriteMembers(shape, value.AsObject(), []),
            { Kind: ShapeKind.List } => Each(value.AsArray(), item => Write(shape.Item!, item)),
            { Kind: ShapeKind.Map } => Each(value.AsObject(), item => Write(shape.Value!, item)),
            { Kind: ShapeKind.Timestamp } => WriteTimestamp(place, Timestamps.FromModel(value)),
            _ => value.DeepClone(),
        };
    }

    private static JsonNode WriteTimestamp(ShapeMember place, DateTimeOffset time)
    {
        string format = Timestamps.FormatOf(place, Timestamps.UnixTimestamp);
        return format == Timestamps.UnixTimestamp ? Timestamps.ToSeconds(time) : Timestamps.Write(time, format);
    }

    private static JsonNode Scalar(ShapeKind kind, JsonValue wire)
    {
        bool fits = (kind, wire.GetValueKind()) switch
        {
            (ShapeKind.String, JsonValueKind.String) => true,
            (ShapeKind.Boolean, JsonValueKind.True or JsonValueKind.False) => true,
            (ShapeKind.Integer or ShapeKind.Float, JsonValueKind.Number) => true,
            (ShapeKind.Float, JsonValueKind.String) => wire.GetValue<string>() is "NaN" or "Infinity" or "-Infinity",
            _ => false,
        };
        return fits ? wire.DeepClone() : throw new FormatException($"{wire.ToJsonString()} is no {kind}.");
    }

    private static T Expect<T>(JsonNode wire)
        where T : JsonNode =>
        wire as T ?? throw new FormatException($"{wire.GetValueKind()} stands where {typeof(T).Name} belongs.");

    private static JsonArray Each(JsonArray items, Func<JsonNode, JsonNode> convert) =>
        [.. items.Select(item => item is null ? null : convert(item))];

    private static JsonObject Each(JsonObject items, Func<JsonNode, JsonNode> convert) =>
        new(items.Select(item => KeyValuePair.Create(item.Key, item.Value is null ? null : (JsonNode?)convert(item.Value))));
}
