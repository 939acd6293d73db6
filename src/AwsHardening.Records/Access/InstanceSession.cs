namespace AwsHardening;

/// <summary>A session on an instance, as the history of Session Manager has it: 30 days.</summary>
public sealed record InstanceSession
{
    /// <summary>The session's id.</summary>
    public required string SessionId { get; init; }

    /// <summary>The instance's id.</summary>
    public required string InstanceId { get; init; }

    /// <summary>AWS's word: Connected, Disconnected, Terminated, Failed and so on.</summary>
    public required string Status { get; init; }

    /// <summary>Who started it, as an ARN.</summary>
    public required string Owner { get; init; }

    /// <summary>Why, where that was said; else an empty text.</summary>
    public required string Reason { get; init; }

    /// <summary>What AWS says of its end; else an empty text.</summary>
    public required string Details { get; init; }

    /// <summary>The document that it was started with.</summary>
    public required string DocumentName { get; init; }

    /// <summary>When it started, UTC.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When it ended, UTC; null for one that is active.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Where its log is in S3, as a URL; empty where there is none.</summary>
    public required string S3OutputUrl { get; init; }

    /// <summary>The log group that its log is in; empty where there is none. The stream has the session's id.</summary>
    public required string LogGroupName { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }
}
