namespace AwsHardening.Sandbox.CloudTrail;

/// <summary>What CloudTrail refuses, in its own words (CloudTrail API Reference: CreateTrail, errors).</summary>
internal static class CloudTrailErrors
{
    public static AwsErrorException NotFound(string name, string accountId) =>
        new("TrailNotFoundException", $"Unknown trail: {name} for the user: {accountId}");

    public static AwsErrorException AlreadyExists(string name, string accountId) =>
        new("TrailAlreadyExistsException", $"Trail {name} already exists for customer: {accountId}");

    public static AwsErrorException TooMany(string accountId) =>
        new("MaximumNumberOfTrailsExceededException", $"User: {accountId} already has 5 trails in this Region.");

    public static AwsErrorException NotHome(string arn) =>
        new("InvalidHomeRegionException", $"The trail {arn} was created in another Region; change it there.");

    public static AwsErrorException NoBucket(string bucket) =>
        new("S3BucketDoesNotExistException", $"S3 bucket {bucket} does not exist!");

    public static AwsErrorException BucketPolicy(string bucket) =>
        new("InsufficientS3BucketPolicyException", $"Incorrect S3 bucket policy is detected for bucket: {bucket}");

    public static AwsErrorException Prefix(string prefix) =>
        new("InvalidS3PrefixException", $"Amazon S3 prefix {prefix[..20]}... is longer than 200 characters.");

    public static AwsErrorException KeyId(string key) => new("InvalidKmsKeyIdException", $"Invalid KMS key ID: {key}");

    public static AwsErrorException Combination(string message) => new("InvalidParameterCombinationException", message);

    public static AwsErrorException LogGroup(string arn) =>
        new("InvalidCloudWatchLogsLogGroupArnException", $"CloudTrail cannot validate the specified log group ARN: {arn}");

    public static AwsErrorException Role(string? arn) =>
        new("InvalidCloudWatchLogsRoleArnException", $"CloudTrail cannot validate the specified role ARN: {arn}");

    public static AwsErrorException Selectors(string message) => new("InvalidEventSelectorsException", message);
}
