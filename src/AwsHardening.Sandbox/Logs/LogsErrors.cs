namespace AwsHardening.Sandbox.Logs;

/// <summary>The errors of CloudWatch Logs. AWS page: "Amazon CloudWatch Logs API Reference".</summary>
internal static class LogsErrors
{
    public static AwsErrorException NotInSnapshot() => new("NotInSnapshot", "The snapshot does not say what is in the log group.");

    public static AwsErrorException NoGroup() => NotFound("The specified log group does not exist.");

    public static AwsErrorException NoStream() => NotFound("The specified log stream does not exist.");

    public static AwsErrorException NotFound(string message) => new("ResourceNotFoundException", message);

    public static AwsErrorException AlreadyExists(string what) =>
        new("ResourceAlreadyExistsException", $"The specified {what} already exists");

    public static AwsErrorException Invalid(string message) => new("InvalidParameterException", message);

    public static AwsErrorException Invalid(string value, string member, string constraint) => Invalid(
        $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {constraint}");
}
