using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Wire;

/// <summary>Values without parts, between text on the wire and JSON in the account.</summary>
internal static class Scalars
{
    /// <summary>Reads text of the wire.</summary>
    /// <exception cref="FormatException">The text is no such value.</exception>
    public static JsonNode Parse(string text, ShapeMember member) => member.Shape.Kind switch
    {
        ShapeKind.String => JsonValue.Create(text),
        ShapeKind.Boolean => JsonValue.Create(Boolean(text)),
        ShapeKind.Integer => Number(long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
        ShapeKind.Float => Float(text),
        ShapeKind.Timestamp => JsonValue.Create(Timestamps.ToModel(Timestamps.FromText(text))),
        ShapeKind.Blob => JsonValue.Create(Convert.ToBase64String(Convert.FromBase64String(text))),
        _ => throw new FormatException($"A value without parts was given for a {member.Shape.Kind}."),
    };

    /// <summary>Writes text for the wire.</summary>
    public static string Write(JsonNode value, ShapeMember member, string timestampFormat) => member.Shape.Kind switch
    {
        ShapeKind.Timestamp =>
            Timestamps.Write(Timestamps.FromModel(value), Timestamps.FormatOf(member, timestampFormat)),
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => value.ToJsonString(),
        },
    };

    /// <summary>A number, however the node holds it.</summary>
    public static decimal Decimal(JsonNode value) =>
        decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    // Parsed JSON gives its value as any type of number; a node made of a long gives a long alone.
    private static JsonNode Number(long number) => JsonNode.Parse(number.ToString(CultureInfo.InvariantCulture))!;

    private static bool Boolean(string text) =>
        bool.TryParse(text, out bool value) ? value : throw new FormatException($"'{text}' is neither true nor false.");

    // JSON has no such numbers: in the account they are text, as AWS's JSON protocols send them.
    private static JsonNode Float(string text) => text is "NaN" or "Infinity" or "-Infinity"
        ? JsonValue.Create(text)
        : JsonValue.Create(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
}
