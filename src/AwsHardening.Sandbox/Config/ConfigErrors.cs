namespace AwsHardening.Sandbox.Config;

/// <summary>What AWS Config refuses, in its own words (AWS Config API Reference: errors of each operation).</summary>
internal static class ConfigErrors
{
    public static AwsErrorException TooManyRecorders(string name) => new("MaxNumberOfConfigurationRecordersExceededException",
        $"Failed to put configuration recorder '{name}' because the maximum number of configuration recorders: 1 is reached.");

    public static AwsErrorException NoRecorder(string name) => new("NoSuchConfigurationRecorderException",
        $"Cannot find configuration recorder with the specified name '{name}'.");

    public static AwsErrorException BadRole(string? role) =>
        new("InvalidRoleException", $"The role '{role}' is not a valid role ARN, or AWS Config cannot use it.");

    public static AwsErrorException BadGroup(string message) => new("InvalidRecordingGroupException", message);

    public static AwsErrorException NoRecorderForChannel() => new("NoAvailableConfigurationRecorderException",
        "Configuration recorder is not available to put delivery channel.");

    public static AwsErrorException NoRecorderForHistory() => new("NoAvailableConfigurationRecorderException",
        "Configuration recorder is not available. Make sure that a configuration recorder is set up.");

    public static AwsErrorException TooManyChannels(string name) => new("MaxNumberOfDeliveryChannelsExceededException",
        $"Failed to put delivery channel '{name}' because the maximum number of delivery channels: 1 is reached.");

    public static AwsErrorException NoBucket(string bucket) =>
        new("NoSuchBucketException", $"Cannot find a S3 bucket with an empty bucket name or the name '{bucket}'.");

    public static AwsErrorException BucketPolicy(string bucket, string role) => new("InsufficientDeliveryPolicyException",
        $"Insufficient delivery policy to s3 bucket: {bucket}, unable to write to bucket, provided s3 key prefix is 'null', provided kms key is 'null'. Role: {role}");

    public static AwsErrorException NoChannel(string name) =>
        new("NoSuchDeliveryChannelException", $"Cannot find delivery channel with specified name '{name}'.");

    public static AwsErrorException NoChannelToStart() =>
        new("NoAvailableDeliveryChannelException", "Delivery channel is not available to start configuration recorder.");

    public static AwsErrorException LastChannel(string name) => new("LastDeliveryChannelDeleteFailedException",
        $"Failed to delete last specified delivery channel with name '{name}', because there is a running configuration recorder.");

    public static AwsErrorException NotDiscovered(string type, string id) => new("ResourceNotDiscoveredException",
        $"Resource {id} of resourceType:{type} is unknown or has not been discovered");

    public static AwsErrorException BadLimit() => new("InvalidLimitException", "The limit must be between 0 and 100.");

    public static AwsErrorException BadRange() => new("InvalidTimeRangeException", "The earlier time is after the later time.");

    public static AwsErrorException BadToken() => new("InvalidNextTokenException", "The nextToken is not valid.");
}
