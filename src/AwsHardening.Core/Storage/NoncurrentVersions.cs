using System.Text.Json.Nodes;

namespace AwsHardening.Core.Storage;

/// <summary>The lifecycle rule that deletes versions that are no longer current, beside whatever rules there are.</summary>
internal static class NoncurrentVersions
{
    private const string Expiration = "NoncurrentVersionExpiration";

    /// <summary>The configuration with the rule in it; null where it is not asked for, or another rule does it already.</summary>
    public static JsonObject? Wanted(JsonNode? present, int? days)
    {
        if (days is null)
        {
            return null;
        }

        var rules = (present?["Rules"] as JsonArray ?? []).OfType<JsonObject>().ToArray();
        if (rules.Any(rule => !IsOurs(rule) && Does(rule)))
        {
            return null;
        }

        var wanted = present is null ? [] : (JsonObject)present.DeepClone();
        wanted["Rules"] = new JsonArray([.. rules.Where(rule => !IsOurs(rule)).Select(rule => rule.DeepClone()), Rule(days.Value)]);
        return wanted;
    }

    /// <summary>A rule of somebody else's that deletes such versions after another time than asked, or null.</summary>
    public static int? OtherDays(JsonNode? present, int? days) => (present?["Rules"] as JsonArray ?? []).OfType<JsonObject>()
        .Where(rule => days is not null && !IsOurs(rule) && Does(rule))
        .Select(rule => rule[Expiration]!["NoncurrentDays"]?.GetValue<int>()).FirstOrDefault(other => other != days);

    private static bool IsOurs(JsonObject rule) => rule["ID"]?.GetValue<string>() == HardenedBucket.LifecycleRuleId;

    private static bool Does(JsonObject rule) =>
        rule[Expiration] is not null && rule["Status"]?.GetValue<string>() == "Enabled" && IsForAll(rule);

    private static bool IsForAll(JsonObject rule) =>
        string.IsNullOrEmpty(rule["Prefix"]?.GetValue<string>())
        && (rule["Filter"] is not JsonObject filter || filter.All(pair => pair.Key == "Prefix" && pair.Value?.ToString() is null or ""));

    private static JsonObject Rule(int days) => new()
    {
        ["ID"] = HardenedBucket.LifecycleRuleId,
        ["Status"] = "Enabled",
        ["Filter"] = new JsonObject { ["Prefix"] = "" },
        [Expiration] = new JsonObject { ["NoncurrentDays"] = days },
    };
}
