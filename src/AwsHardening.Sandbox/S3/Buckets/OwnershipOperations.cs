using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>Who owns what others write. ACLs are off (BucketOwnerEnforced) in a new bucket.</summary>
internal static class OwnershipOperations
{
    private const string Enforced = "BucketOwnerEnforced";

    private static readonly string[] s_known = [Enforced, "BucketOwnerPreferred", "ObjectWriter"];

    public static void Register(Dictionary<string, Func<S3Call, JsonObject>> operations)
    {
        operations["PutBucketOwnershipControls"] = Put;
        operations["GetBucketOwnershipControls"] = Get;
        operations["DeleteBucketOwnershipControls"] = call =>
        {
            call.Bucket().Ownership = null;
            return [];
        };
    }

    public static void SetNew(Bucket bucket, string? ownership)
    {
        if (ownership is not null && !s_known.Contains(ownership))
        {
            throw S3Errors.InvalidArgument("Invalid x-amz-object-ownership header: " + ownership);
        }

        bucket.Ownership = Controls(ownership ?? Enforced);
    }

    /// <summary>True where ACLs are off.</summary>
    public static bool IsEnforced(Bucket bucket) => (string?)bucket.Ownership?["Rules"]?[0]?["ObjectOwnership"] == Enforced;

    private static JsonObject Put(S3Call call)
    {
        var bucket = call.Bucket();
        if (call.Structure("OwnershipControls")["Rules"] is not JsonArray { Count: 1 } rules
            || (string?)rules[0]!["ObjectOwnership"] is not { } wanted || !s_known.Contains(wanted))
        {
            throw S3Errors.MalformedXml();
        }

        bucket.Ownership = Controls(wanted);
        return [];
    }

    private static JsonObject Get(S3Call call)
    {
        var bucket = call.Bucket();
        return new JsonObject
        {
            ["OwnershipControls"] = bucket.Ownership?.DeepClone() ?? throw S3Errors.NotSet(
                "OwnershipControlsNotFoundError", "The bucket ownership controls were not found", bucket),
        };
    }

    private static JsonObject Controls(string ownership) =>
        new() { ["Rules"] = new JsonArray(new JsonObject { ["ObjectOwnership"] = ownership }) };
}
