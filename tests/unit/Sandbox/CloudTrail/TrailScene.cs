using System.Text.Json.Nodes;
using AwsHardening.Sandbox;

namespace AwsHardening.UnitTests.SandboxTests.CloudTrail;

/// <summary>A bucket that lets CloudTrail and Config write, and a trail.</summary>
internal static class TrailScene
{
    public static string Create(SandboxAccount account, string name = "all", string bucket = "logs-1", string? prefix = null, bool validate = true)
    {
        account.Invoke("s3", "CreateBucket", new() { ["Bucket"] = bucket });
        var arn = $"arn:aws:cloudtrail:us-east-1:{account.AccountId}:trail/{name}";
        LetWrite(account, bucket, arn);
        account.Invoke("cloudtrail", "CreateTrail", new()
        {
            ["Name"] = name,
            ["S3BucketName"] = bucket,
            ["S3KeyPrefix"] = prefix,
            ["IsMultiRegionTrail"] = true,
            ["EnableLogFileValidation"] = validate,
        });
        return arn;
    }

    public static void LetWrite(SandboxAccount account, string bucket, string trailArn)
    {
        JsonObject Statement(string service, JsonArray actions, string resource, JsonObject? condition) => new()
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Service"] = service },
            ["Action"] = actions,
            ["Resource"] = resource,
            ["Condition"] = condition,
        };
        JsonObject Source() => new() { ["StringLike"] = new JsonObject { ["aws:SourceArn"] = trailArn } };
        var bucketArn = $"arn:aws:s3:::{bucket}";
        account.Invoke("s3", "PutBucketPolicy", new()
        {
            ["Bucket"] = bucket,
            ["Policy"] = new JsonObject
            {
                ["Version"] = "2012-10-17",
                ["Statement"] = new JsonArray(
                    Statement("cloudtrail.amazonaws.com", ["s3:GetBucketAcl"], bucketArn, Source()),
                    Statement("cloudtrail.amazonaws.com", ["s3:PutObject"], $"{bucketArn}/*", Source()),
                    Statement("config.amazonaws.com", ["s3:GetBucketAcl", "s3:ListBucket"], bucketArn, null),
                    Statement("config.amazonaws.com", ["s3:PutObject"], $"{bucketArn}/*", null)),
            }.ToJsonString(),
        });
    }
}
