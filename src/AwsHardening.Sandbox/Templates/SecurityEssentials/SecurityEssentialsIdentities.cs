using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Templates;

/// <summary>
/// The users and roles of the workshop, and its trail, with their weaknesses: read_only lets in whoever of the account may assume
/// roles, without MFA; operator has no MFA device and may not make one; the trail sees one Region and its files are not validated.
/// </summary>
internal static class SecurityEssentialsIdentities
{
    // As the workshop spells it; AWS documents aws:MultiFactorAuthPresent.
    private const string Mfa = """{"Bool":{"aws:MultifactorAuthPresent":"true"}}""";

    public static void Build(SandboxAccount account)
    {
        JsonObject Iam(string operation, params (string Name, JsonNode? Value)[] members) =>
            account.Invoke("iam", operation, Json.Of(members));

        void User(string user, string role, string description, string policy, string? condition)
        {
            Iam("CreateUser", ("UserName", user));
            var made = Iam(
                "CreateRole", ("RoleName", role), ("Description", description),
                ("AssumeRolePolicyDocument", Trust(account, condition)))["Role"]!;
            Iam("AttachRolePolicy", ("RoleName", role), ("PolicyArn", $"arn:{account.Partition.Name}:iam::aws:policy/{policy}"));
            var assume = Iam(
                "CreatePolicy", ("PolicyName", $"assume_{role}"),
                ("PolicyDocument", Policy(("Effect", "Allow"), ("Action", "sts:AssumeRole"), ("Resource", (string)made["Arn"]!))))["Policy"]!;
            Iam("AttachUserPolicy", ("UserName", user), ("PolicyArn", (string)assume["Arn"]!));
            account.SetOutput($"{role}RoleArn", (string)made["Arn"]!);
        }

        User("audit", "read_only", "ReadOnly Access", "ReadOnlyAccess", condition: null);
        User("operator", "admin", "Administrator Access", "AdministratorAccess", Mfa);
        AddTrail(account);
    }

    private static void AddTrail(SandboxAccount account)
    {
        var bucket = $"audit-{account.AccountId}";
        var arn = $"arn:{account.Partition.Name}:s3:::{bucket}";
        account.Invoke("s3", "CreateBucket", Json.Of(
            ("Bucket", bucket),
            ("CreateBucketConfiguration", account.Region == ISandboxTemplate.UsualRegion ? null : Json.Of(("LocationConstraint", account.Region)))));
        JsonObject Service() => Json.Of(("Service", "cloudtrail.amazonaws.com"));
        account.Invoke("s3", "PutBucketPolicy", Json.Of(("Bucket", bucket), ("Policy", Policy(
            [
                Json.Of(("Sid", "AWSCloudTrailAclCheck"), ("Effect", "Allow"), ("Principal", Service()), ("Action", "s3:GetBucketAcl"), ("Resource", arn)),
                Json.Of(
                    ("Sid", "AWSCloudTrailWrite"), ("Effect", "Allow"), ("Principal", Service()), ("Action", "s3:PutObject"),
                    ("Resource", $"{arn}/audit/*"),
                    ("Condition", Json.Of(("StringEquals", Json.Of(("s3:x-amz-acl", "bucket-owner-full-control")))))),
            ]))));
        account.Invoke("cloudtrail", "CreateTrail", Json.Of(
            ("Name", "audit"), ("S3BucketName", bucket), ("S3KeyPrefix", "audit"), ("IncludeGlobalServiceEvents", true)));
        account.Invoke("cloudtrail", "StartLogging", Json.Of(("Name", "audit")));
        account.SetOutput("AuditBucket", bucket);
    }

    private static string Trust(SandboxAccount account, string? condition) => Policy(
        ("Effect", "Allow"), ("Principal", Json.Of(("AWS", $"arn:{account.Partition.Name}:iam::{account.AccountId}:root"))),
        ("Action", "sts:AssumeRole"), ("Condition", condition is null ? null : JsonNode.Parse(condition)));

    private static string Policy(params (string Name, JsonNode? Value)[] statement) => Policy([Json.Of(statement)]);

    private static string Policy(JsonObject[] statements) =>
        Json.Of(("Version", "2012-10-17"), ("Statement", new JsonArray([.. statements]))).ToJsonString();
}
