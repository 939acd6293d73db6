using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Sts;

/// <summary>The errors of the Security Token Service (AWS STS API Reference: the pages of the operations; Common Errors).</summary>
internal static class StsErrors
{
    private const int MinSeconds = 900;

    public static AwsErrorException Denied(string message) => new("AccessDenied", message, 403);

    /// <summary>AWS says the same of a role that is not there as of one that does not let the caller in.</summary>
    public static AwsErrorException NotAuthorized(Principal caller, string action, string roleArn) =>
        Denied($"User: {caller.Arn} is not authorized to perform: {action} on resource: {roleArn}");

    public static AwsErrorException Invalid(string message) => new("ValidationError", message);

    public static AwsErrorException Invalid(string value, string member, string constraint) =>
        Invalid($"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {constraint}");

    /// <summary>How long credentials are to be good, in seconds.</summary>
    public static int Duration(JsonObject input, int fallback, int max)
    {
        var seconds = input.Number("DurationSeconds") ?? fallback;
        return seconds >= MinSeconds && seconds <= max ? seconds
            : throw Invalid($"{seconds}", "durationSeconds", seconds < MinSeconds
                ? $"Member must have value greater than or equal to {MinSeconds}" : $"Member must have value less than or equal to {max}");
    }
}
