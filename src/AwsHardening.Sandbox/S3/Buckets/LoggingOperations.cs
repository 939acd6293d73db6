using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>Server access logging: where the log of who asked for what goes. None is written here.</summary>
internal static class LoggingOperations
{
    private const string Enabled = "LoggingEnabled";

    public static void Register(Dictionary<string, Func<S3Call, JsonObject>> operations)
    {
        operations["PutBucketLogging"] = Put;
        operations["GetBucketLogging"] = call => call.Bucket().Logging is { } logging ? new JsonObject { [Enabled] = logging.DeepClone() } : [];
    }

    private static JsonObject Put(S3Call call)
    {
        var bucket = call.Bucket();
        var wanted = call.Structure("BucketLoggingStatus")[Enabled] as JsonObject;
        if (wanted is not null && (call.State.Buckets.GetValueOrDefault((string?)wanted["TargetBucket"] ?? "") is not { } target || target.Region != bucket.Region))
        {
            throw new AwsErrorException("InvalidTargetBucketForLogging", "The target bucket for logging does not exist", 400);
        }

        bucket.Logging = (JsonObject?)wanted?.DeepClone();
        return [];
    }
}
