namespace AwsHardening.Sandbox.CloudWatch;

/// <summary>The errors of CloudWatch, by the codes of its query protocol. AWS page: "Amazon CloudWatch API Reference".</summary>
internal static class CloudWatchErrors
{
    public static AwsErrorException Validation(string message) => new("ValidationError", message);

    public static AwsErrorException Invalid(string message) => new("InvalidParameterValue", message);

    public static AwsErrorException Combination(string message) => new("InvalidParameterCombination", message);

    public static AwsErrorException Missing(string message) => new("MissingParameter", message);

    public static AwsErrorException Token() => new("InvalidNextToken", "The next token is not valid.");

    public static AwsErrorException NoAlarm(string name) => new("ResourceNotFound", $"Alarm {name} does not exist", 404);

    /// <summary>What the operations on tags answer, which name their resources by ARN.</summary>
    public static AwsErrorException NoResource(string arn) => new("ResourceNotFoundException", $"Resource {arn} does not exist", 404)
    {
        Details = new() { ["ResourceType"] = "alarm", ["ResourceId"] = arn },
    };

    public static AwsErrorException NoDetector() => new("ResourceNotFoundException", "The anomaly detector does not exist", 404);

    public static AwsErrorException Limit(string message) => new("LimitExceeded", message);
}
