using AwsHardening.Seam;

namespace AwsHardening.Core.Storage;

/// <summary>What can be wrong with a bucket that a user names.</summary>
internal static class BucketErrors
{
    public static OperationError BadName(string name) => new(
        "BucketNameInvalid", OperationErrorCategory.InvalidArgument, $"'{name}' cannot be the name of a bucket.",
        "Use 3 to 63 lower-case letters, digits, dots and hyphens, beginning and ending with a letter or digit, and not like an IP address.",
        name);

    public static OperationError Elsewhere(string name, string bucketRegion, string region) => new(
        "BucketInAnotherRegion", OperationErrorCategory.InvalidOperation,
        $"Bucket {name} is there already, in {bucketRegion}; this session is in {region}. Nothing was changed.",
        "Say the bucket's Region with -Region to harden that bucket, or choose another name.", name);

    public static OperationError NotOurs(string name, Exception cause) => new(
        "BucketNotAccessible", OperationErrorCategory.PermissionDenied,
        $"Bucket {name} is there already, and AWS does not let the caller look at it: it belongs to another account, or the caller may not do s3:ListBucket. Nothing was changed.",
        "Choose another name; names are unique across all accounts. If the bucket is yours, let the caller do s3:ListBucket.", name, cause);

    public static OperationError BadDays(int days) => new(
        "NoncurrentDaysInvalid", OperationErrorCategory.InvalidArgument,
        $"{days} is no number of days after which versions can expire.", "Use 1 or more.", days);
}
