using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Services;

/// <summary>Reads members of parameters; an absent and a null member are the same.</summary>
internal static class Members
{
    public static string? Text(this JsonObject json, string member) => (string?)json[member];

    public static int? Number(this JsonObject json, string member) => (int?)json[member];

    public static long? Long(this JsonObject json, string member) => (long?)json[member];

    public static bool? Flag(this JsonObject json, string member) => (bool?)json[member];

    public static IReadOnlyList<string> Texts(this JsonObject json, string member) =>
        json[member] is JsonArray array ? [.. array.Select(item => (string)item!)] : [];

    public static IReadOnlyList<JsonObject> Items(this JsonObject json, string member) =>
        json[member] is JsonArray array ? [.. array.OfType<JsonObject>()] : [];
}
