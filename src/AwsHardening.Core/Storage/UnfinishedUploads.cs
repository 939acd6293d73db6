using System.Text.Json.Nodes;

namespace AwsHardening.Core.Storage;

/// <summary>
/// The lifecycle rule that deletes the parts of uploads that were never finished, beside whatever rules there are. No object and no
/// version goes with it.
/// </summary>
internal static class UnfinishedUploads
{
    private const string RuleId = "aws-hardening-unfinished-uploads";

    /// <summary>The configuration with the rule in it.</summary>
    public static JsonObject Wanted(JsonNode? present, int days)
    {
        var wanted = present is null ? [] : (JsonObject)present.DeepClone();
        var others = (wanted["Rules"] as JsonArray ?? []).OfType<JsonObject>().Where(rule => (string?)rule["ID"] != RuleId).Select(rule => rule.DeepClone());
        wanted["Rules"] = new JsonArray(
        [
            .. others,
            new JsonObject
            {
                ["ID"] = RuleId,
                ["Status"] = "Enabled",
                ["Filter"] = new JsonObject { ["Prefix"] = "" },
                ["AbortIncompleteMultipartUpload"] = new JsonObject { ["DaysAfterInitiation"] = days },
            },
        ]);
        return wanted;
    }
}
