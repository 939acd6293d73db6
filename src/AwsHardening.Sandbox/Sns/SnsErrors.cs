namespace AwsHardening.Sandbox.Sns;

/// <summary>The errors of SNS. AWS page: "Amazon Simple Notification Service API Reference".</summary>
internal static class SnsErrors
{
    public static AwsErrorException Invalid(string what) => new("InvalidParameter", $"Invalid parameter: {what}");

    public static AwsErrorException NoTopic() => new("NotFound", "Topic does not exist", 404);

    public static AwsErrorException NoSubscription() => new("NotFound", "Subscription does not exist", 404);

    public static AwsErrorException NoResource() => new("ResourceNotFound", "Resource does not exist", 404);
}
