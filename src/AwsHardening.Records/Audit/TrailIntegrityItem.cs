namespace AwsHardening;

/// <summary>Whether one digest file or log file is as CloudTrail wrote it.</summary>
public sealed record TrailIntegrityItem
{
    /// <summary>Digest or LogFile.</summary>
    public required string Kind { get; init; }

    /// <summary>Valid, Invalid, Missing or Unknown. What could not be checked is Unknown, never Valid.</summary>
    public required string State { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>The file's path, or its key in the bucket.</summary>
    public required string Path { get; init; }

    /// <summary>The Region of its events, or null where that cannot be read.</summary>
    public string? Region { get; init; }

    /// <summary>The end of the hour that the digest covers, UTC, or null.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{State} {Path}";
}
