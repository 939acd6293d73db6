using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>Buckets themselves.</summary>
internal static class BucketOperations
{
    private const string NorthVirginia = "us-east-1";
    private const int MaxPage = 10_000;

    public static void Register(Dictionary<string, Func<S3Call, JsonObject>> operations)
    {
        operations["CreateBucket"] = Create;
        operations["HeadBucket"] = Head;
        operations["DeleteBucket"] = Delete;
        operations["ListBuckets"] = List;
        operations["GetBucketLocation"] = Locate;
    }

    private static JsonObject Create(S3Call call)
    {
        if (!BucketName.IsValid(call.BucketName))
        {
            throw new AwsErrorException("InvalidBucketName", "The specified bucket is not valid.")
            {
                Details = new JsonObject { ["BucketName"] = call.BucketName },
            };
        }

        var region = RegionOf(call);
        if (call.State.ForeignNames.Contains(call.BucketName))
        {
            throw Taken(
                "BucketAlreadyExists",
                "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
                call.BucketName);
        }

        if (call.State.Buckets.TryGetValue(call.BucketName, out var present))
        {
            // For compatibility S3 answers this as a success in North Virginia, and only there.
            return present.Region == NorthVirginia && region == NorthVirginia ? Created(present) : throw Taken(
                "BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.",
                call.BucketName);
        }

        var bucket = new Bucket(call.BucketName, region, call.State.Now);
        OwnershipOperations.SetNew(bucket, call.Text("ObjectOwnership"));
        if (call.Input["CreateBucketConfiguration"]?["Tags"] is JsonArray { Count: > 0 } tags)
        {
            bucket.Tags = TaggingOperations.Checked(tags, null);
        }

        call.State.Buckets.Add(bucket.Name, bucket);
        return Created(bucket);
    }

    private static JsonObject Created(Bucket bucket) => new() { ["Location"] = $"/{bucket.Name}", ["BucketArn"] = bucket.Arn };

    private static string RegionOf(S3Call call)
    {
        var wanted = (string?)call.Input["CreateBucketConfiguration"]?["LocationConstraint"];
        var region = wanted == "EU" ? "eu-west-1" : wanted;
        if (region == NorthVirginia)
        {
            throw new AwsErrorException("InvalidLocationConstraint", "The specified location-constraint is not valid")
            {
                Details = new JsonObject { ["LocationConstraint"] = region },
            };
        }

        // The endpoint of North Virginia makes buckets anywhere, every other one in its own Region.
        return call.Region == NorthVirginia ? region ?? NorthVirginia
            : region == call.Region ? region
            : throw new AwsErrorException(
                "IllegalLocationConstraintException",
                $"The {wanted ?? "unspecified"} location constraint is incompatible for the region specific endpoint this request was sent to.");
    }

    private static AwsErrorException Taken(string code, string message, string bucket) =>
        new(code, message, 409) { Details = new JsonObject { ["BucketName"] = bucket } };

    private static JsonObject Head(S3Call call)
    {
        var bucket = call.Bucket();
        return new JsonObject { ["BucketRegion"] = bucket.Region, ["BucketArn"] = bucket.Arn };
    }

    private static JsonObject Delete(S3Call call)
    {
        var bucket = call.Bucket();
        if (bucket.Objects.Count > 0)
        {
            throw new AwsErrorException(
                "BucketNotEmpty",
                bucket.Versioning is null
                    ? "The bucket you tried to delete is not empty"
                    : "The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
                409)
            {
                Details = new JsonObject { ["BucketName"] = bucket.Name },
            };
        }

        call.State.Buckets.Remove(bucket.Name);
        return [];
    }

    private static JsonObject List(S3Call call)
    {
        var size = call.Number("MaxBuckets") ?? MaxPage;
        if (size is < 1 or > MaxPage)
        {
            throw S3Errors.InvalidArgument("Argument max-buckets must be an integer between 1 and 10000");
        }

        var prefix = call.Text("Prefix") ?? "";
        var after = call.Text("ContinuationToken") is { } token ? Page.Open(token) : "";
        Bucket[] found =
        [
            .. call.State.Buckets.Values.Where(bucket => string.CompareOrdinal(bucket.Name, after) > 0
                && bucket.Name.StartsWith(prefix, StringComparison.Ordinal)
                && (call.Text("BucketRegion") is not { } region || region == bucket.Region)),
        ];
        Bucket[] page = [.. found.Take(size)];
        var answer = new JsonObject
        {
            ["Buckets"] = new JsonArray([.. page.Select(Shape)]),
            ["Owner"] = new JsonObject { ["ID"] = call.State.OwnerId },
        };
        if (found.Length > page.Length)
        {
            answer["ContinuationToken"] = Page.Seal(page[^1].Name);
        }

        return answer;
    }

    private static JsonObject Shape(Bucket bucket)
    {
        var shape = new JsonObject
        {
            ["Name"] = bucket.Name,
            ["CreationDate"] = bucket.Created.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        // Of a copy, where nobody could say.
        if (bucket.Region.Length > 0)
        {
            shape["BucketRegion"] = bucket.Region;
        }

        return shape;
    }

    // A bucket in North Virginia has no constraint.
    private static JsonObject Locate(S3Call call)
    {
        var bucket = call.BucketAnywhere();
        return bucket.Region == NorthVirginia ? [] : new JsonObject { ["LocationConstraint"] = bucket.Region };
    }
}
