namespace AwsHardening.Core.Changes;

/// <summary>
/// The IAM action behind an operation: mostly of the same name (Service Authorization Reference: Actions, resources, and condition
/// keys for Amazon S3 has the exceptions).
/// </summary>
internal static class IamActions
{
    private const string ApiGateway = "apigateway";

    private static readonly (string Verb, string Method)[] s_methods = [("Get", "GET"), ("Create", "POST"), ("Update", "PATCH"), ("Put", "PUT"), ("Delete", "DELETE")];

    private static readonly Dictionary<string, string> s_named = new(StringComparer.Ordinal)
    {
        ["s3:ListBuckets"] = "s3:ListAllMyBuckets",
        ["s3:HeadBucket"] = "s3:ListBucket",
        ["s3:ListObjectVersions"] = "s3:ListBucketVersions",
        ["s3:GetPublicAccessBlock"] = "s3:GetBucketPublicAccessBlock",
        ["s3:PutPublicAccessBlock"] = "s3:PutBucketPublicAccessBlock",
        ["s3:DeletePublicAccessBlock"] = "s3:PutBucketPublicAccessBlock",
        ["s3control:GetPublicAccessBlock"] = "s3:GetAccountPublicAccessBlock",
        ["s3control:PutPublicAccessBlock"] = "s3:PutAccountPublicAccessBlock",
        ["s3control:DeletePublicAccessBlock"] = "s3:PutAccountPublicAccessBlock",
        ["s3:DeleteBucketOwnershipControls"] = "s3:PutBucketOwnershipControls",
        ["s3:GetBucketEncryption"] = "s3:GetEncryptionConfiguration",
        ["s3:PutBucketEncryption"] = "s3:PutEncryptionConfiguration",
        ["s3:DeleteBucketEncryption"] = "s3:PutEncryptionConfiguration",
        ["s3:GetBucketLifecycleConfiguration"] = "s3:GetLifecycleConfiguration",
        ["s3:PutBucketLifecycleConfiguration"] = "s3:PutLifecycleConfiguration",
        ["s3:DeleteBucketLifecycle"] = "s3:PutLifecycleConfiguration",
        ["s3:DeleteObjects"] = "s3:DeleteObjectVersion",
        ["s3:DeleteBucketTagging"] = "s3:PutBucketTagging",
    };

    /// <summary>The action, such as <c>s3:PutEncryptionConfiguration</c> for s3 and PutBucketEncryption.</summary>
    public static string Of(string service, string operation) =>
        s_named.GetValueOrDefault($"{service}:{operation}") ?? $"{Prefix(service)}:{(Prefix(service) == ApiGateway ? Method(operation) : operation)}";

    // Actions, resources, and condition keys for Amazon API Gateway Management: the method of HTTP is the action, the path the resource.
    private static string Method(string operation) => s_methods.First(one => operation.StartsWith(one.Verb, StringComparison.Ordinal)).Method;

    private static string Prefix(string service) => service switch
    {
        "accessanalyzer" => "access-analyzer",
        "apigatewayv2" => ApiGateway,
        "efs" => "elasticfilesystem",
        "elb" or "elbv2" => "elasticloadbalancing",
        "opensearch" => "es",
        "sesv2" => "ses",
        _ => service,
    };
}
