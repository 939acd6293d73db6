using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>Lifecycle rules: kept and checked, never carried out.</summary>
internal static class LifecycleOperations
{
    public const string DefaultMinimumSize = "all_storage_classes_128K";

    private const int MaxRules = 1000;
    private const string MinimumSize = "TransitionDefaultMinimumObjectSize";

    private static readonly string[] s_actions =
        ["Expiration", "Transitions", "NoncurrentVersionTransitions", "NoncurrentVersionExpiration", "AbortIncompleteMultipartUpload"];

    public static void Register(Dictionary<string, Func<S3Call, JsonObject>> operations)
    {
        operations["PutBucketLifecycleConfiguration"] = Put;
        operations["GetBucketLifecycleConfiguration"] = Get;
        operations["DeleteBucketLifecycle"] = call =>
        {
            call.Bucket().LifecycleRules = null;
            return [];
        };
    }

    private static JsonObject Put(S3Call call)
    {
        var bucket = call.Bucket();
        if (call.Structure("LifecycleConfiguration")["Rules"] is not JsonArray { Count: > 0 and <= MaxRules } rules)
        {
            throw S3Errors.MalformedXml();
        }

        var kept = (JsonArray)rules.DeepClone();
        foreach (var rule in kept.OfType<JsonObject>())
        {
            Check(rule);
            rule["ID"] ??= call.State.Options.Ids.NextBase64("s3-lifecycle", 40);
        }

        if (kept.Select(rule => (string?)rule!["ID"]).Distinct().Count() != kept.Count)
        {
            throw S3Errors.InvalidArgument("Rule ID must be unique. Found same ID for more than one rule");
        }

        bucket.LifecycleRules = kept;
        bucket.TransitionMinimumSize = call.Text(MinimumSize) ?? DefaultMinimumSize;
        return new JsonObject { [MinimumSize] = bucket.TransitionMinimumSize };
    }

    private static void Check(JsonObject rule)
    {
        if ((string?)rule["Status"] is not ("Enabled" or "Disabled") || (rule["Filter"] is null) == (rule["Prefix"] is null))
        {
            throw S3Errors.MalformedXml();
        }

        if (!Array.Exists(s_actions, action => rule[action] is not null))
        {
            throw S3Errors.InvalidRequest("At least one action needs to be specified in a rule");
        }

        if (rule["NoncurrentVersionExpiration"] is { } expiration && ((int?)expiration["NoncurrentDays"] ?? 0) < 1)
        {
            throw S3Errors.InvalidArgument("'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer");
        }
    }

    private static JsonObject Get(S3Call call)
    {
        var bucket = call.Bucket();
        var answer = new JsonObject
        {
            ["Rules"] = bucket.LifecycleRules?.DeepClone() ?? throw S3Errors.NotSet(
                "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", bucket),
        };
        if (bucket.TransitionMinimumSize is { } size)
        {
            answer[MinimumSize] = size;
        }

        return answer;
    }
}
