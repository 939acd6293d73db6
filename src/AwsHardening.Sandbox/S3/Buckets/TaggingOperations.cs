using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>Tags of a bucket, always written all at once.</summary>
internal static class TaggingOperations
{
    private const int MaxTags = 50;
    private const string System = "aws:";

    public static void Register(Dictionary<string, Func<S3Call, JsonObject>> operations)
    {
        operations["PutBucketTagging"] = Put;
        operations["GetBucketTagging"] = Get;
        operations["DeleteBucketTagging"] = call =>
        {
            call.Bucket().Tags = null;
            return [];
        };
    }

    /// <summary>A copy of the tags.</summary>
    /// <exception cref="AwsErrorException">They break a rule, or change what only AWS sets.</exception>
    public static JsonArray Checked(JsonArray tags, JsonArray? present)
    {
        if (tags.Count > MaxTags)
        {
            throw new AwsErrorException("BadRequest", "Bucket tag count cannot be greater than 50");
        }

        if (tags.Select(tag => (string?)tag!["Key"]).Distinct().Count() != tags.Count)
        {
            throw S3Errors.InvalidTag("Cannot provide multiple Tags with the same key");
        }

        foreach (var tag in tags)
        {
            var (key, value) = ((string?)tag!["Key"] ?? "", (string?)tag["Value"] ?? "");
            if (key.Length is 0 or > 128 || value.Length > 256)
            {
                throw S3Errors.InvalidTag(value.Length > 256
                    ? "The TagValue you have provided is invalid" : "The TagKey you have provided is invalid");
            }
        }

        if (SystemTags(tags) != SystemTags(present ?? []))
        {
            throw S3Errors.InvalidTag("System tags cannot be added/updated by requester");
        }

        return (JsonArray)tags.DeepClone();
    }

    private static string SystemTags(JsonArray tags) => string.Join('\n', tags
        .Where(tag => ((string?)tag!["Key"])?.StartsWith(System, StringComparison.Ordinal) == true)
        .Select(tag => $"{tag!["Key"]}={tag["Value"]}").Order(StringComparer.Ordinal));

    private static JsonObject Put(S3Call call)
    {
        var bucket = call.Bucket();
        var tags = call.Structure("Tagging")["TagSet"] as JsonArray ?? throw S3Errors.MalformedXml();
        bucket.Tags = Checked(tags, bucket.Tags);
        return [];
    }

    private static JsonObject Get(S3Call call)
    {
        var bucket = call.Bucket();
        return new JsonObject
        {
            ["TagSet"] = bucket.Tags?.DeepClone() ?? throw S3Errors.NotSet("NoSuchTagSet", "The TagSet does not exist", bucket),
        };
    }
}
