using System.Text.Json.Nodes;
using AwsHardening.Core.Storage;
using static AwsHardening.Core.Reporting.FactServices;

namespace AwsHardening.Core.Reporting;

/// <content>Where data lies, and with which keys.</content>
internal static partial class FactTypes
{
    public static readonly FactType AccountBlock =
        S3Control.Setting("AccountBlock", "GetPublicAccessBlock", "PublicAccessBlockConfiguration", "NoSuchPublicAccessBlockConfiguration");

    /// <summary>The account's buckets, each read in its own Region.</summary>
    public static readonly FactType Buckets = S3.List("Buckets", "ListBuckets", "Buckets", "Bucket", "Name", "arn:{partition}:s3:::{id}") with
    {
        Parts =
        [
            Of(BucketSetting.PublicAccessBlock), Of(BucketSetting.Policy), Of(BucketSetting.Ownership), Of(BucketSetting.Versioning), Of(BucketSetting.Lifecycle),
            FactPart.Of("PolicyStatus", "GetBucketPolicyStatus", "Name", "Bucket") with { Member = "PolicyStatus", NotSet = ["NoSuchBucketPolicy", "NotFound"] },
            FactPart.Of("Acl", "GetBucketAcl", "Name", "Bucket"),
            FactPart.Of("Logging", "GetBucketLogging", "Name", "Bucket"),
        ],
    };

    public static readonly FactType Keys = Kms.List("Keys", "ListKeys", "Keys", "Key", "KeyId", "KeyArn") with
    {
        Size = ("Limit", 1000),
        Parts =
        [
            FactPart.Of("KeyMetadata", "DescribeKey", "KeyId") with { Member = "KeyMetadata" },
            new("Rotation", "GetKeyRotationStatus", key => Rotates(key["KeyMetadata"]) ? new() { ["KeyId"] = key["KeyId"]!.DeepClone() } : null),
            new("Policy", "GetKeyPolicy", key => IsOwn(key["KeyMetadata"]) ? new() { ["KeyId"] = key["KeyId"]!.DeepClone(), ["PolicyName"] = "default" } : null) { Member = "Policy" },
        ],
    };

    public static readonly FactType Tables =
        DynamoDb.Ids("Tables", "ListTables", "TableNames", "Table", "TableName", "arn:{partition}:dynamodb:{region}:{account}:table/{id}") with
        {
            Parts =
            [
                FactPart.Of("Table", "DescribeTable", "TableName") with { Member = "Table" },
                FactPart.Of("Backups", "DescribeContinuousBackups", "TableName") with { Member = "ContinuousBackupsDescription" },
            ],
        };

    public static readonly FactType Databases = Rds.List("Databases", "DescribeDBInstances", "DBInstances", "DBInstance", "DBInstanceIdentifier", "DBInstanceArn") with
    {
        Parts = [new("Transport", "DescribeDBParameters", TransportParameters) { Member = "Parameters" }],
    };

    public static readonly FactType FileSystems = Efs.List("FileSystems", "DescribeFileSystems", "FileSystems", "FileSystem", "FileSystemId", "FileSystemArn") with
    {
        Parts = [FactPart.Of("Policy", "DescribeFileSystemPolicy", "FileSystemId") with { Member = "Policy", NotSet = ["PolicyNotFound"] }],
    };

    // Not before it is asked for: the lists stand in several files, of which none comes first.
    private static readonly Lazy<IReadOnlyList<FactType>> s_all = new(() =>
    [
        .. typeof(FactTypes).GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
            .Where(field => field.FieldType == typeof(FactType)).Select(field => (FactType)field.GetValue(null)!).OrderBy(type => type.Name, StringComparer.Ordinal),
    ]);

    /// <summary>Every list.</summary>
    public static IReadOnlyList<FactType> All => s_all.Value;

    // Of the hundreds of parameters of a group those that ask for TLS; a member of a cluster has them by the cluster.
    private static JsonObject? TransportParameters(JsonObject database) => database["DBClusterIdentifier"] is null && database["DBParameterGroups"]?[0]?["DBParameterGroupName"] is { } group
        ? new()
        {
            ["DBParameterGroupName"] = group.DeepClone(),
            ["Filters"] = new JsonArray(new JsonObject { ["Name"] = "parameter-name", ["Values"] = new JsonArray("rds.force_ssl", "require_secure_transport") }),
        } : null;

    private static FactPart Of(BucketSetting setting) => FactPart.Of(setting.Name, setting.Get, "Name", "Bucket") with
    {
        Member = setting.Name,
        NotSet = setting.NotSet is { } code ? [code, "NotFound"] : [],
    };

    private static bool IsOwn(JsonNode? key) => (string?)key?["KeyManager"] == "CUSTOMER";

    // Only these rotate by themselves (AWS KMS Developer Guide: Rotate AWS KMS keys).
    private static bool Rotates(JsonNode? key) => IsOwn(key) && (string?)key?["KeySpec"] == "SYMMETRIC_DEFAULT"
        && (string?)key["Origin"] == "AWS_KMS" && (string?)key["KeyState"] == "Enabled";
}
