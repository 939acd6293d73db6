namespace AwsHardening.Sandbox;

/// <summary>Who calls, and where: read from the signature's credential scope.</summary>
/// <param name="Region">The Region of the call, such as <c>us-east-1</c>.</param>
/// <param name="AccessKeyId">The access key id that signed the call.</param>
/// <param name="RequestId">The request id that the answer will carry.</param>
public sealed record CallContext(string Region, string AccessKeyId, string RequestId)
{
    /// <summary>The session token that came with temporary credentials, or an empty text; null for a call without a wire.</summary>
    public string? SessionToken { get; init; }
}
