using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>What S3 refuses, in its own words (S3 API Reference: Error responses).</summary>
internal static class S3Errors
{
    public static AwsErrorException AccessDenied() => new("AccessDenied", "Access Denied", 403);

    public static AwsErrorException NoSuchBucket(string bucket) =>
        new("NoSuchBucket", "The specified bucket does not exist", 404) { Details = new JsonObject { ["BucketName"] = bucket } };

    public static AwsErrorException NoSuchKey(string key) =>
        new("NoSuchKey", "The specified key does not exist.", 404) { Details = new JsonObject { ["Key"] = key } };

    public static AwsErrorException NoSuchVersion(string key, string versionId) =>
        new("NoSuchVersion", "The specified version does not exist.", 404)
        {
            Details = new JsonObject { ["Key"] = key, ["VersionId"] = versionId },
        };

    public static AwsErrorException PermanentRedirect(Bucket bucket) =>
        new("PermanentRedirect",
            "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
            301)
        {
            Details = new JsonObject
            {
                ["Bucket"] = bucket.Name,
                ["Endpoint"] = $"{bucket.Name}.s3.{bucket.Region}.amazonaws.com",
                ["Region"] = bucket.Region,
            },
        };

    /// <summary>A setting that the bucket does not have.</summary>
    public static AwsErrorException NotSet(string code, string message, Bucket bucket) =>
        new(code, message, 404) { Details = new JsonObject { ["BucketName"] = bucket.Name } };

    public static AwsErrorException MalformedXml() => new(
        "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");

    public static AwsErrorException MalformedPolicy(string problem) => new("MalformedPolicy", problem);

    public static AwsErrorException InvalidArgument(string message) => new("InvalidArgument", message);

    public static AwsErrorException InvalidRequest(string message) => new("InvalidRequest", message);

    public static AwsErrorException InvalidTag(string message) => new("InvalidTag", message);

    public static AwsErrorException PreconditionFailed(string condition) => new(
        "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412)
    {
        Details = new JsonObject { ["Condition"] = condition },
    };

    public static AwsErrorException NotModified() => new("NotModified", "Not Modified", 304);

    public static AwsErrorException Conflict(string key) => new(
        "ConditionalRequestConflict",
        "The conditional request cannot succeed due to a conflicting operation against this resource.",
        409)
    {
        Details = new JsonObject { ["Key"] = key },
    };

    public static AwsErrorException NotImplemented(string what) => new(
        "NotImplemented", $"A header you provided implies functionality that is not implemented: {what}", 501);
}
