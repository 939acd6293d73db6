using System.Text.Json.Nodes;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Reporting;

/// <content>Where data lies, and with which keys.</content>
internal static partial class FactTypes
{
    public static readonly FactType AccountBlock = new("AccountBlock", "s3control", "GetPublicAccessBlock", "PublicAccessBlockConfiguration")
    {
        ResourceType = "AWS::Account",
        Id = "",
        IsGlobal = true,
        NotSet = ["NoSuchPublicAccessBlockConfiguration"],
        Unfold = page => [page["PublicAccessBlockConfiguration"]],
    };

    /// <summary>The account's buckets, each read in its own Region.</summary>
    public static readonly FactType Buckets = new("Buckets", "s3", "ListBuckets", "Buckets")
    {
        ResourceType = "AWS::S3::Bucket",
        Id = "Name",
        Arn = "arn:{partition}:s3:::{id}",
        IsGlobal = true,
        Token = ("ContinuationToken", "ContinuationToken"),
        Parts =
        [
            Of(BucketSetting.PublicAccessBlock), Of(BucketSetting.Policy), Of(BucketSetting.Ownership), Of(BucketSetting.Versioning), Of(BucketSetting.Lifecycle),
            new("PolicyStatus", "GetBucketPolicyStatus", Bucket) { Member = "PolicyStatus", NotSet = ["NoSuchBucketPolicy", "NotFound"] },
            new("Acl", "GetBucketAcl", Bucket),
        ],
    };

    public static readonly FactType Keys = new("Keys", "kms", "ListKeys", "Keys")
    {
        ResourceType = "AWS::KMS::Key",
        Id = "KeyId",
        Arn = "KeyArn",
        Token = ("Marker", "NextMarker"),
        Parts =
        [
            new("KeyMetadata", "DescribeKey", key => Named(key, "KeyId")) { Member = "KeyMetadata" },
            new("Rotation", "GetKeyRotationStatus", key => Rotates(key["KeyMetadata"]) ? Named(key, "KeyId") : null),
            new("Policy", "GetKeyPolicy", key => IsOwn(key["KeyMetadata"]) ? new() { ["KeyId"] = key["KeyId"]!.DeepClone(), ["PolicyName"] = "default" } : null) { Member = "Policy" },
        ],
    };

    public static readonly FactType Tables = new("Tables", "dynamodb", "ListTables", "TableNames")
    {
        ResourceType = "AWS::DynamoDB::Table",
        Id = "TableName",
        Arn = "arn:{partition}:dynamodb:{region}:{account}:table/{id}",
        Token = ("ExclusiveStartTableName", "LastEvaluatedTableName"),
        Unfold = page => (page["TableNames"] as JsonArray ?? []).Select(name => (JsonNode)new JsonObject { ["TableName"] = name?.DeepClone() }),
        Parts =
        [
            new("Table", "DescribeTable", table => Named(table, "TableName")) { Member = "Table" },
            new("Backups", "DescribeContinuousBackups", table => Named(table, "TableName")) { Member = "ContinuousBackupsDescription" },
        ],
    };

    // Not before it is asked for: the lists stand in several files, of which none comes first.
    private static readonly Lazy<IReadOnlyList<FactType>> s_all = new(() =>
    [
        .. typeof(FactTypes).GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
            .Where(field => field.FieldType == typeof(FactType)).Select(field => (FactType)field.GetValue(null)!).OrderBy(type => type.Name, StringComparer.Ordinal),
    ]);

    /// <summary>Every list.</summary>
    public static IReadOnlyList<FactType> All => s_all.Value;

    private static FactPart Of(BucketSetting setting) => new(setting.Name, setting.Get, Bucket)
    {
        Member = setting.Name,
        NotSet = setting.NotSet is { } code ? [code, "NotFound"] : [],
    };

    private static JsonObject Bucket(JsonObject bucket) => new() { ["Bucket"] = bucket["Name"]?.DeepClone() };

    private static bool IsOwn(JsonNode? key) => (string?)key?["KeyManager"] == "CUSTOMER";

    // Only these rotate by themselves (AWS KMS Developer Guide: Rotate AWS KMS keys).
    private static bool Rotates(JsonNode? key) => IsOwn(key) && (string?)key?["KeySpec"] == "SYMMETRIC_DEFAULT"
        && (string?)key["Origin"] == "AWS_KMS" && (string?)key["KeyState"] == "Enabled";
}
