using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox;

/// <summary>An error as AWS answers it: a code, a message and an HTTP status.</summary>
/// <param name="code">The AWS error code, such as <c>InvalidGroup.NotFound</c>.</param>
/// <param name="message">The text of the error.</param>
/// <param name="status">The HTTP status; EC2 answers client errors with 400.</param>
public sealed class AwsErrorException(string code, string message, int status = 400) : Exception(message)
{
    /// <summary>The AWS error code.</summary>
    public string Code { get; } = code;

    /// <summary>The HTTP status of the answer.</summary>
    public int Status { get; } = status;

    /// <summary>The members that the error's shape has beside its message, in the model's names, or null.</summary>
    public JsonObject? Details { get; init; }
}
