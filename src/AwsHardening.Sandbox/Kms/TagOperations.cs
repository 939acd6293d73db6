using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Kms;

/// <summary>Tags of keys.</summary>
internal static class TagOperations
{
    public static void Register(Dictionary<string, Func<KmsCall, JsonObject>> operations)
    {
        operations["TagResource"] = call =>
        {
            Put(call.OwnKey(), call.Input["Tags"] as JsonArray);
            return [];
        };
        operations["UntagResource"] = call =>
        {
            var key = call.OwnKey();
            foreach (var name in call.Input["TagKeys"] as JsonArray ?? [])
            {
                key.Tags.Remove((string)name!);
            }

            return [];
        };
        operations["ListResourceTags"] = call => Pages.Cut(call, "Tags", [.. call.Key().Tags], Write);
    }

    public static void Put(KmsKey key, JsonArray? tags)
    {
        foreach (var tag in tags ?? [])
        {
            key.Tags[(string)tag!["TagKey"]!] = (string)tag["TagValue"]!;
        }
    }

    public static JsonArray Of(KmsKey key) => new([.. key.Tags.Select(Write)]);

    private static JsonObject Write(KeyValuePair<string, string> tag) => new() { ["TagKey"] = tag.Key, ["TagValue"] = tag.Value };
}
