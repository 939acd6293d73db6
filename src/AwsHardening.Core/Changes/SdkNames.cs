namespace AwsHardening.Core.Changes;

/// <summary>Where the SDK's names differ from AWS's: data, for the operations that the module uses.</summary>
internal static class SdkNames
{
    private static readonly Dictionary<(string Service, string Aws), string> s_operations = new()
    {
        [("s3", "CreateBucket")] = "PutBucket",
        [("s3", "GetBucketLifecycleConfiguration")] = "GetLifecycleConfiguration",
        [("s3", "PutBucketLifecycleConfiguration")] = "PutLifecycleConfiguration",
        [("s3", "DeleteBucketLifecycle")] = "DeleteLifecycleConfiguration",
        [("s3", "ListObjectVersions")] = "ListVersions",
    };

    private static readonly Dictionary<(string Type, string Aws), string> s_members = new()
    {
        [("CidrBlock", "CidrBlock")] = "Cidr",
        [("IpPermission", "IpRanges")] = "Ipv4Ranges",
        [("Ipv6CidrBlock", "Ipv6CidrBlock")] = "Value",
        [("PrefixListId", "PrefixListId")] = "Id",
        [("PutBucketRequest", "CreateBucketConfiguration")] = "PutBucketConfiguration",
        [("PutBucketVersioningRequest", "VersioningConfiguration")] = "VersioningConfig",
        [("ServerSideEncryptionConfiguration", "Rules")] = "ServerSideEncryptionRules",
        [("ServerSideEncryptionRule", "ApplyServerSideEncryptionByDefault")] = "ServerSideEncryptionByDefault",
        [("ServerSideEncryptionByDefault", "SSEAlgorithm")] = "ServerSideEncryptionAlgorithm",
        [("ServerSideEncryptionByDefault", "KMSMasterKeyID")] = "ServerSideEncryptionKeyManagementServiceKeyId",
        [("PutLifecycleConfigurationRequest", "LifecycleConfiguration")] = "Configuration",
        // AWS has two words for it, the SDK a truth value.
        [("S3BucketVersioningConfig", "MFADelete")] = "EnableMfaDelete",
        [("LifecycleRule", "ID")] = "Id",
        [("S3Bucket", "Name")] = "BucketName",
        [("DomainName", "domainName")] = "Name",
        [("GetBucketLocationResponse", "LocationConstraint")] = "Location",
        [("GetBucketLoggingResponse", "LoggingEnabled")] = "BucketLoggingConfig",
        [("S3BucketLoggingConfig", "TargetBucket")] = "TargetBucketName",
    };

    // A structure that AWS has and the SDK has not: its members are the parent's.
    private static readonly HashSet<(string Type, string Aws)> s_dissolved =
        [("PutBucketTaggingRequest", "Tagging"), ("DeleteObjectsRequest", "Delete")];

    // A structure that the SDK has and AWS has not.
    private static readonly HashSet<(string Type, string Sdk)> s_wrappers =
    [
        ("GetBucketVersioningResponse", "VersioningConfig"), ("GetLifecycleConfigurationResponse", "Configuration"),
    ];

    // What the SDK would otherwise add of its own: the Region of the client, as it was called in 2006.
    private static readonly Dictionary<string, (string Sdk, object Value)> s_presets = new(StringComparer.Ordinal)
    {
        ["PutBucketRequest"] = ("UseClientRegion", false),
    };

    private static readonly Dictionary<(string Type, string Sdk), string> s_awsNames =
        s_members.ToDictionary(pair => (pair.Key.Type, pair.Value), pair => pair.Key.Aws);

    /// <summary>The SDK's name of an operation.</summary>
    public static string Operation(string service, string operation) => s_operations.GetValueOrDefault((service, operation), operation);

    /// <summary>The SDK's name of a member.</summary>
    public static string ToSdk(Type type, string member) => s_members.GetValueOrDefault((type.Name, member))
        ?? (member == "Bucket" && type.Namespace == "Amazon.S3.Model" ? "BucketName"
            : char.IsAsciiLetterLower(member[0]) ? char.ToUpperInvariant(member[0]) + member[1..] : member);

    /// <summary>AWS's name of a member.</summary>
    public static string ToAws(Type type, string property) => s_awsNames.GetValueOrDefault((type.Name, property))
        ?? (IsCamel(type) ? char.ToLowerInvariant(property[0]) + property[1..] : property);

    // Some services' members begin with a small letter, which no property of the SDK does.
    private static bool IsCamel(Type type) => type.Namespace switch
    {
        "Amazon.AccessAnalyzer.Model" or "Amazon.APIGateway.Model" or "Amazon.CloudWatchLogs.Model" or "Amazon.ECR.Model" => true,
        // Requests and answers are written large there, what they hold is written small.
        "Amazon.ConfigService.Model" => (!type.Name.EndsWith("Request", StringComparison.Ordinal) && !type.Name.EndsWith("Response", StringComparison.Ordinal))
            || type.Name.StartsWith("GetResourceConfigHistory", StringComparison.Ordinal),
        // Requests are written small there, answers large, but for the policy.
        "Amazon.Glacier.Model" => type.Name.EndsWith("Request", StringComparison.Ordinal) || type.Name.StartsWith("GetVaultAccessPolicy", StringComparison.Ordinal),
        "Amazon.CloudTrail.Model" => type.Name.StartsWith("DescribeTrails", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>True for a structure of AWS's whose members the SDK has in the parent.</summary>
    public static bool IsDissolved(Type type, string member) => s_dissolved.Contains((type.Name, member));

    /// <summary>True for a structure of the SDK's whose members AWS has in the parent.</summary>
    public static bool IsWrapper(Type type, string property) => s_wrappers.Contains((type.Name, property));

    /// <summary>What is set before anything else; null for nothing.</summary>
    public static (string Sdk, object Value)? Preset(Type type) => s_presets.TryGetValue(type.Name, out var preset) ? preset : null;
}
