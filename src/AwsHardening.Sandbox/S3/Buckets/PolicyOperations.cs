using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>The policy of a bucket.</summary>
internal static class PolicyOperations
{
    public static void Register(Dictionary<string, Func<S3Call, JsonObject>> operations)
    {
        operations["PutBucketPolicy"] = Put;
        operations["GetBucketPolicy"] = call => new JsonObject { ["Policy"] = Present(call.Bucket()) };
        operations["GetBucketPolicyStatus"] = call => new JsonObject
        {
            ["PolicyStatus"] = new JsonObject { ["IsPublic"] = BucketPolicy.IsPublic(Present(call.Bucket())) },
        };
        operations["DeleteBucketPolicy"] = call =>
        {
            call.Bucket().Policy = null;
            return [];
        };
    }

    private static JsonObject Put(S3Call call)
    {
        var bucket = call.Bucket();
        var policy = call.Text("Policy") ?? "";
        BucketPolicy.Check(policy, bucket);
        if (call.IsBlocked(bucket, PublicAccessOperations.BlockPublicPolicy) && BucketPolicy.IsPublic(policy))
        {
            throw new AwsErrorException(
                "AccessDenied",
                $"User is not authorized to perform: s3:PutBucketPolicy on resource: \"{bucket.Arn}\" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.",
                403);
        }

        bucket.Policy = policy;
        return [];
    }

    private static string Present(Bucket bucket) => bucket.Policy
        ?? throw S3Errors.NotSet("NoSuchBucketPolicy", "The bucket policy does not exist", bucket);
}
