using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>The public access block of a bucket.</summary>
internal static class PublicAccessOperations
{
    public const string BlockPublicAcls = "BlockPublicAcls";
    public const string BlockPublicPolicy = "BlockPublicPolicy";

    private const string Member = "PublicAccessBlockConfiguration";

    private static readonly string[] s_settings = [BlockPublicAcls, "IgnorePublicAcls", BlockPublicPolicy, "RestrictPublicBuckets"];

    public static void Register(Dictionary<string, Func<S3Call, JsonObject>> operations)
    {
        operations["PutPublicAccessBlock"] = Put;
        operations["GetPublicAccessBlock"] = Get;
        operations["DeletePublicAccessBlock"] = call =>
        {
            call.Bucket().PublicAccessBlock = null;
            return [];
        };
    }

    public static JsonObject AllBlocked() =>
        new(s_settings.Select(setting => KeyValuePair.Create(setting, (JsonNode?)JsonValue.Create(true))));

    /// <summary>All four settings: what is left out is off.</summary>
    public static JsonObject Whole(JsonObject wanted) => new(s_settings.Select(setting =>
        KeyValuePair.Create(setting, (JsonNode?)JsonValue.Create((bool?)wanted[setting] ?? false))));

    private static JsonObject Put(S3Call call)
    {
        var bucket = call.Bucket();
        var wanted = call.Structure(Member);
        if (wanted.Count == 0)
        {
            throw S3Errors.InvalidRequest("Must specify at least one configuration.");
        }

        bucket.PublicAccessBlock = Whole(wanted);
        return [];
    }

    private static JsonObject Get(S3Call call)
    {
        var bucket = call.Bucket();
        return new JsonObject
        {
            [Member] = bucket.PublicAccessBlock?.DeepClone() ?? throw S3Errors.NotSet(
                "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found", bucket),
        };
    }
}
