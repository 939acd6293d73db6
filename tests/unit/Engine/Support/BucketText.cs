using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox;

namespace AwsHardening.UnitTests.Engine.Support;

/// <summary>An account's buckets and their settings, read past the engine.</summary>
internal static class BucketText
{
    private static readonly string[] s_settings =
    [
        "GetBucketPolicy", "GetBucketOwnershipControls", "GetBucketVersioning", "GetBucketEncryption", "GetBucketLifecycleConfiguration",
        "GetBucketTagging", "GetPublicAccessBlock",
    ];

    /// <summary>One of S3's own operations, called directly.</summary>
    public static JsonObject S3(this SandboxAccount account, string operation, object parameters, string? region = null) =>
        account.Invoke("s3", operation, parameters as JsonObject ?? (JsonObject)JsonSerializer.SerializeToNode(parameters)!, region);

    /// <summary>One line a setting; empty where there is no bucket.</summary>
    public static string Of(SandboxAccount account) => string.Join('\n',
        from bucket in account.S3("ListBuckets", new { })["Buckets"] as JsonArray ?? []
        let name = (string)bucket!["Name"]!
        let region = (string?)bucket["BucketRegion"]
        from get in s_settings
        select $"{name} {region} {get} {Answer(account, get, name, region)}");

    private static string Answer(SandboxAccount account, string operation, string name, string? region)
    {
        try
        {
            return Sorted(account.S3(operation, new { Bucket = name }, region))!.ToJsonString();
        }
        catch (AwsErrorException error)
        {
            return error.Code;
        }
    }

    // Members have no order; everything else has.
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject many => new JsonObject(many.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
