using Amazon.Runtime.Internal;

namespace AwsHardening.Clients.Runtime.Calls;

/// <summary>What the calls of one service share.</summary>
internal sealed class Service
{
    public required Protocol Protocol { get; init; }

    /// <summary>The client's namespace, such as <c>Amazon.EC2</c>.</summary>
    public required string Name { get; init; }

    public required string ApiVersion { get; init; }

    /// <summary>A header that the service wants the version in, beside the one that the SDK sends to all; null for none.</summary>
    public string? VersionHeader { get; init; }

    /// <summary>What <c>X-Amz-Target</c> begins with in the json protocol.</summary>
    public string? TargetPrefix { get; init; }

    public string JsonVersion { get; init; } = "1.1";

    /// <summary>Makes the service's own exception, for errors that no operation models.</summary>
    public required Func<ErrorResponse, Exception> CreateException { get; init; }
}
