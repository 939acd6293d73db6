namespace AwsHardening;

/// <summary>Changes that are taken back by themselves unless they are confirmed in time.</summary>
public sealed record PendingRevert
{
    /// <summary>The id of the set of changes.</summary>
    public required string Id { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>When they are taken back, UTC.</summary>
    public required DateTimeOffset RevertAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required PendingRevertStatus Status { get; init; }

    /// <summary>The changes; empty when none has been made.</summary>
    public IReadOnlyList<string> ChangeIds { get; init; } = [];

    /// <summary>True when a process of its own waits, so that the shell may be closed.</summary>
    public bool OutlivesShell { get; init; }

    /// <summary>The profile that they are taken back with; null for the SDK's default chain.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The endpoint that replaces AWS's own, or null.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>Why the last attempt failed, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>What to do about it, or null.</summary>
    public string? NextStep { get; init; }
}

/// <summary>Where a pending revert stands.</summary>
public enum PendingRevertStatus
{
    /// <summary>Its time has not come.</summary>
    Waiting,

    /// <summary>Its time has come, and it is being made, or nobody was there to make it.</summary>
    Due,

    /// <summary>It was tried and failed.</summary>
    Failed,
}
