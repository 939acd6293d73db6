namespace AwsHardening.Sandbox.EventBridge;

/// <summary>The errors of EventBridge. AWS page: "Amazon EventBridge API Reference".</summary>
internal static class EventBridgeErrors
{
    public static AwsErrorException Validation(string message) => new("ValidationException", message);

    public static AwsErrorException NoRule(string name) => NotFound($"Rule {name} does not exist on EventBus default.");

    public static AwsErrorException NoBus(string name) => NotFound($"Event bus {name} does not exist.");

    public static AwsErrorException NotFound(string message) => new("ResourceNotFoundException", message);

    public static AwsErrorException Limit(string message) => new("LimitExceededException", message);

    public static AwsErrorException Pattern(string reason) => new("InvalidEventPatternException", $"Event pattern is not valid. Reason: {reason}");
}
