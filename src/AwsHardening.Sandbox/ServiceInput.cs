using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox;

/// <summary>The parameters of a call, read by type.</summary>
/// <param name="input">The parameters in the model's member names.</param>
internal sealed class ServiceInput(JsonObject input)
{
    public JsonObject Json => input;

    public bool Has(string member) => input[member] is not null;

    public string? Text(string member) => (string?)input[member];

    public bool? Flag(string member) => (bool?)input[member];

    public int? Number(string member) => (int?)input[member];

    public IReadOnlyList<string> Texts(string member) =>
        [.. (input[member] as JsonArray ?? []).Select(item => item!.GetValue<string>())];

    public IReadOnlyList<JsonObject> Items(string member) => [.. (input[member] as JsonArray ?? []).OfType<JsonObject>()];

    public JsonObject? Structure(string member) => input[member] as JsonObject;

    public DateTimeOffset? Time(string member) => input[member] is { } time ? Wire.Timestamps.FromModel(time) : null;

    /// <summary>A time as handlers answer it.</summary>
    public static JsonNode Answer(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
