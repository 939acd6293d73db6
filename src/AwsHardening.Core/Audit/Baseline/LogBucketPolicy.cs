using System.Text.Json.Nodes;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Audit;

/// <summary>
/// The statements that let AWS services write logs to a bucket, each for the account's own sources alone (CloudTrail User Guide: Amazon
/// S3 bucket policy for CloudTrail; AWS Config Developer Guide: Permissions for the Amazon S3 bucket; VPC User Guide: Publish flow logs to
/// Amazon S3).
/// </summary>
internal static class LogBucketPolicy
{
    public static IEnumerable<JsonObject> ForTrail(string partition, string bucket, string? keyPrefix, string accountId, string trailArn)
    {
        var arn = HardenedBucket.Arn(partition, bucket);
        JsonObject Source() => new() { ["aws:SourceArn"] = trailArn };
        var write = Source();
        write["s3:x-amz-acl"] = "bucket-owner-full-control";
        yield return Statement("CloudTrailAclCheck", "cloudtrail", ["s3:GetBucketAcl"], arn, new() { ["StringEquals"] = Source() });
        yield return Statement("CloudTrailWrite", "cloudtrail", ["s3:PutObject"], $"{arn}/{Logs(keyPrefix, accountId)}/*", new() { ["StringEquals"] = write });
    }

    public static IEnumerable<JsonObject> ForConfig(string partition, string bucket, string? keyPrefix, string accountId)
    {
        var arn = HardenedBucket.Arn(partition, bucket);
        JsonObject Source(bool writes) => LogBucketPolicy.Source($"arn:{partition}:config:*:{accountId}:*", accountId, writes);
        yield return Statement("ConfigBucketCheck", "config", ["s3:GetBucketAcl", "s3:ListBucket"], arn, Source(writes: false));
        yield return Statement("ConfigWrite", "config", ["s3:PutObject"], $"{arn}/{Logs(keyPrefix, accountId)}/Config/*", Source(writes: true));
    }

    public static IEnumerable<JsonObject> ForFlowLogs(string partition, string bucket, string accountId)
    {
        var arn = HardenedBucket.Arn(partition, bucket);
        JsonObject Source(bool writes) => LogBucketPolicy.Source($"arn:{partition}:logs:*:{accountId}:*", accountId, writes);
        yield return Statement("FlowLogAclCheck", "delivery.logs", ["s3:GetBucketAcl"], arn, Source(writes: false));
        yield return Statement("FlowLogWrite", "delivery.logs", ["s3:PutObject"], $"{arn}/AWSLogs/{accountId}/*", Source(writes: true));
    }

    private static JsonObject Source(string arns, string accountId, bool writes)
    {
        var equals = new JsonObject { ["aws:SourceAccount"] = accountId };
        if (writes)
        {
            equals["s3:x-amz-acl"] = "bucket-owner-full-control";
        }

        return new() { ["StringEquals"] = equals, ["ArnLike"] = new JsonObject { ["aws:SourceArn"] = arns } };
    }

    private static string Logs(string? keyPrefix, string accountId) =>
        string.IsNullOrEmpty(keyPrefix) ? $"AWSLogs/{accountId}" : $"{keyPrefix}/AWSLogs/{accountId}";

    private static JsonObject Statement(string sid, string service, string[] actions, string resource, JsonObject condition) => new()
    {
        ["Sid"] = sid,
        ["Effect"] = "Allow",
        ["Principal"] = new JsonObject { ["Service"] = $"{service}.amazonaws.com" },
        ["Action"] = actions.Length == 1 ? actions[0] : new JsonArray([.. actions.Select(action => (JsonNode)action)]),
        ["Resource"] = resource,
        ["Condition"] = condition,
    };
}
