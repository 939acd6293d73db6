using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Core.Storage;

/// <summary>
/// A bucket as content: whether it is there, and its settings by name; null for one that is not set. Two settings are the same
/// when they mean the same.
/// </summary>
internal static class BucketContent
{
    public const string Exists = "Exists";

    private const string BlockedTypes = "BlockedEncryptionTypes";

    public static JsonObject Absent() => new() { [Exists] = false };

    public static bool IsThere(JsonObject content) => content[Exists]?.GetValue<bool>() == true;

    /// <summary>True when a setting is as it was left.</summary>
    public static bool Same(BucketSetting setting, JsonNode? left, JsonNode? now) =>
        Canonical(setting, left) == Canonical(setting, Comparable(setting, left, now));

    /// <summary>The setting in a form in which what means the same reads the same.</summary>
    public static string Canonical(BucketSetting setting, JsonNode? value)
    {
        if (setting == BucketSetting.Policy)
        {
            return value is null ? "null" : Sorted(PolicyDocument.Canonical(value.GetValue<string>()))!.ToJsonString();
        }

        // Versioning that was on once can only be suspended, never be as if it had not been.
        if (setting == BucketSetting.Versioning)
        {
            return value?["Status"]?.GetValue<string>() == "Enabled" ? "Enabled" : "Suspended";
        }

        // No bucket is without encryption: what is not set is SSE-S3.
        if (setting == BucketSetting.Encryption)
        {
            value ??= HardenedBucket.Encryption(kmsKeyId: null);
        }

        return Sorted(value)?.ToJsonString() ?? "null";
    }

    // AWS adds types to block by default; a setting that said nothing of them has not changed by that.
    private static JsonNode? Comparable(BucketSetting setting, JsonNode? left, JsonNode? now)
    {
        if (setting != BucketSetting.Encryption || left?["Rules"]?[0]?[BlockedTypes] is not null
            || now?["Rules"]?[0]?[BlockedTypes] is null)
        {
            return now;
        }

        var without = now.DeepClone();
        ((JsonObject)without["Rules"]![0]!).Remove(BlockedTypes);
        return without;
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject filter when IsForAll(filter) => "everything",
        JsonObject many => new JsonObject(many.Where(pair => pair.Value is not null && !IsDefault(pair.Key, pair.Value))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        // Rules and tags are sets.
        JsonArray list => new JsonArray([.. list.Select(Sorted).OrderBy(item => item?.ToJsonString(), StringComparer.Ordinal)]),
        // One instant, with and without a fraction.
        JsonValue text when text.GetValueKind() == JsonValueKind.String => text.ToString().Replace(".000Z", "Z", StringComparison.Ordinal),
        _ => node?.DeepClone(),
    };

    // An empty filter comes back as an empty prefix.
    private static bool IsForAll(JsonObject filter) =>
        filter.Count == 0 || (filter.Count == 1 && filter["Prefix"] is JsonValue prefix && prefix.ToString().Length == 0);

    private static bool IsDefault(string name, JsonNode value) =>
        (name == "BucketKeyEnabled" && value.GetValueKind() == JsonValueKind.False)
        || (name == "TransitionDefaultMinimumObjectSize" && value.ToString() == "all_storage_classes_128K");
}
