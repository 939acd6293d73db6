using AwsHardening.Sandbox.Wire;

namespace AwsHardening.Sandbox.Authorization;

/// <summary>
/// The IAM action that an operation asks for: mostly of the same name (Service Authorization Reference: Actions, resources, and
/// condition keys for Amazon S3 has most of the exceptions).
/// </summary>
internal static class IamAction
{
    private const string ApiGateway = "apigateway";

    private static readonly Dictionary<string, string> s_named = new(StringComparer.Ordinal)
    {
        ["s3:ListBuckets"] = "s3:ListAllMyBuckets",
        ["s3:HeadBucket"] = "s3:ListBucket",
        ["s3:ListObjects"] = "s3:ListBucket",
        ["s3:ListObjectsV2"] = "s3:ListBucket",
        ["s3:ListObjectVersions"] = "s3:ListBucketVersions",
        ["s3:HeadObject"] = "s3:GetObject",
        ["s3:DeleteObjects"] = "s3:DeleteObject",
        ["s3:CopyObject"] = "s3:PutObject",
        ["s3:GetPublicAccessBlock"] = "s3:GetBucketPublicAccessBlock",
        ["s3:PutPublicAccessBlock"] = "s3:PutBucketPublicAccessBlock",
        ["s3:DeletePublicAccessBlock"] = "s3:PutBucketPublicAccessBlock",
        ["s3:DeleteBucketOwnershipControls"] = "s3:PutBucketOwnershipControls",
        ["s3:GetBucketEncryption"] = "s3:GetEncryptionConfiguration",
        ["s3:PutBucketEncryption"] = "s3:PutEncryptionConfiguration",
        ["s3:DeleteBucketEncryption"] = "s3:PutEncryptionConfiguration",
        ["s3:GetBucketLifecycleConfiguration"] = "s3:GetLifecycleConfiguration",
        ["s3:PutBucketLifecycleConfiguration"] = "s3:PutLifecycleConfiguration",
        ["s3:DeleteBucketLifecycle"] = "s3:PutLifecycleConfiguration",
        ["s3:DeleteBucketTagging"] = "s3:PutBucketTagging",
        ["s3control:GetPublicAccessBlock"] = "s3:GetAccountPublicAccessBlock",
        ["s3control:PutPublicAccessBlock"] = "s3:PutAccountPublicAccessBlock",
        ["s3control:DeletePublicAccessBlock"] = "s3:PutAccountPublicAccessBlock",
        ["kms:ReEncrypt"] = "kms:ReEncryptFrom",
    };

    /// <summary>The action, such as <c>s3:PutEncryptionConfiguration</c> for s3 and PutBucketEncryption.</summary>
    public static string Of(string service, string operation) =>
        s_named.GetValueOrDefault($"{service}:{operation}") ?? $"{Prefix(service)}:{Word(service, operation)}";

    // Actions, resources, and condition keys for Amazon API Gateway Management: the method of HTTP is the action, the path the resource.
    private static string Word(string service, string operation) =>
        Prefix(service) == ApiGateway && ServiceModel.Embedded(service)?.Operations.GetValueOrDefault(operation) is { } asked ? asked.HttpMethod : operation;

    /// <summary>The prefix of a service's actions.</summary>
    public static string Prefix(string service) => service switch
    {
        "accessanalyzer" => "access-analyzer",
        "apigatewayv2" => ApiGateway,
        "efs" => "elasticfilesystem",
        "elb" or "elbv2" => "elasticloadbalancing",
        "opensearch" => "es",
        "s3control" => "s3",
        "sesv2" => "ses",
        _ => service,
    };
}
