using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>Writing objects.</summary>
internal static class PutOperations
{
    private const int MaxKeyBytes = 1024;

    private static readonly string[] s_kept =
        ["CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage", "ContentType", "Expires", "WebsiteRedirectLocation"];

    private static readonly string[] s_encryption = ["ServerSideEncryption", "SSEKMSKeyId", "BucketKeyEnabled"];

    public static void Register(Dictionary<string, Func<S3Call, JsonObject>> operations) => operations["PutObject"] = Put;

    private static JsonObject Put(S3Call call)
    {
        var bucket = call.Bucket();
        if (System.Text.Encoding.UTF8.GetByteCount(call.Key) > MaxKeyBytes)
        {
            throw new AwsErrorException("KeyTooLongError", "Your key is too long");
        }

        var history = bucket.Objects.GetValueOrDefault(call.Key) ?? new ObjectHistory();
        Conditions.CheckWrite(call, history.Current);
        var body = call.Text("Body") is { } text ? Convert.FromBase64String(text) : [];
        var checksums = Checksums.Verified(call, body);
        var versioned = bucket.Versioning == VersioningOperations.Enabled;
        var version = new ObjectVersion(versioned ? call.State.NewVersionId() : ObjectVersion.Null, call.State.Now)
        {
            Body = body,
            ETag = Checksums.ETag(body),
            Properties = Properties(call, bucket, checksums),
        };
        history.Add(version);
        bucket.Objects[call.Key] = history;
        return Answer(version, checksums, versioned);
    }

    private static JsonObject Properties(S3Call call, Bucket bucket, JsonObject checksums)
    {
        var properties = (JsonObject)checksums.DeepClone();
        foreach (var member in s_kept)
        {
            if (call.Input[member] is { } value)
            {
                properties[member] = value.DeepClone();
            }
        }

        properties["ContentType"] ??= "binary/octet-stream";
        if (call.Input["Metadata"] is JsonObject metadata)
        {
            properties["Metadata"] = new JsonObject(
                metadata.Select(pair => KeyValuePair.Create(pair.Key.ToLowerInvariant(), pair.Value?.DeepClone())));
        }

        var (algorithm, keyId, bucketKey) = call.Text("ServerSideEncryption") is { } said
            ? (said, call.Text("SSEKMSKeyId"), (bool?)call.Input["BucketKeyEnabled"] ?? false)
            : EncryptionOperations.Of(bucket);
        properties["ServerSideEncryption"] = algorithm;
        if (algorithm != "AES256")
        {
            properties["SSEKMSKeyId"] = keyId ?? $"arn:aws:kms:{bucket.Region}:{call.State.Options.AccountId}:alias/aws/s3";
            properties["BucketKeyEnabled"] = bucketKey;
        }

        return properties;
    }

    private static JsonObject Answer(ObjectVersion version, JsonObject checksums, bool versioned)
    {
        var answer = (JsonObject)checksums.DeepClone();
        answer["ETag"] = version.ETag;
        foreach (var member in s_encryption)
        {
            if (version.Properties[member] is { } value)
            {
                answer[member] = value.DeepClone();
            }
        }

        if (checksums.Count > 0)
        {
            answer["ChecksumType"] = "FULL_OBJECT";
        }

        if (versioned)
        {
            answer["VersionId"] = version.VersionId;
        }

        return answer;
    }
}
