namespace AwsHardening;

/// <summary>A service that a user or role may use, and whether it does: one record an identity and service.</summary>
public sealed record PermissionUse
{
    /// <summary>The user's or role's name.</summary>
    public required string IdentityName { get; init; }

    /// <summary>Its ARN.</summary>
    public required string IdentityArn { get; init; }

    /// <summary>User or Role.</summary>
    public required string IdentityType { get; init; }

    /// <summary>The prefix of the service's actions, such as <c>s3</c>.</summary>
    public required string ServiceNamespace { get; init; }

    /// <summary>The service's name.</summary>
    public required string ServiceName { get; init; }

    /// <summary>True where it was used in AWS's tracking period or in the events; refused attempts count in AWS's data.</summary>
    public required bool Used { get; init; }

    /// <summary>The last use, UTC, or null.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>The Region of the last use that AWS tells, or null.</summary>
    public string? LastUsedRegion { get; init; }

    /// <summary>The actions of the service as its policies grant them, patterns included; null where a policy could not be read.</summary>
    public IReadOnlyList<string>? Granted { get; init; }

    /// <summary>True where AWS tells single actions of the service: management actions alone.</summary>
    public required bool HasActionData { get; init; }

    /// <summary>The actions used, by AWS's data or by events.</summary>
    public IReadOnlyList<string> UsedActions { get; init; } = [];

    /// <summary>The actions that are granted, that AWS tracks, and that were not used.</summary>
    public IReadOnlyList<string> UnusedActions { get; init; } = [];

    /// <summary>The actions that only events tell of.</summary>
    public IReadOnlyList<string> ActionsFromTrail { get; init; } = [];

    /// <summary>What could not be read, and why.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{IdentityName} {ServiceNamespace} {(Used ? "used" : "unused")}";
}

/// <summary>A smaller policy for a user or role, which keeps what was used. To be read before it is put in place.</summary>
public sealed record PermissionDraft
{
    /// <summary>The user's or role's name.</summary>
    public required string IdentityName { get; init; }

    /// <summary>Its ARN.</summary>
    public required string IdentityArn { get; init; }

    /// <summary>User or Role.</summary>
    public required string IdentityType { get; init; }

    /// <summary>The policy, as JSON. Each statement is one that there is, with fewer actions: the same resources and conditions.</summary>
    public required string Policy { get; init; }

    /// <summary>The actions that it keeps.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>Services that are used.</summary>
    public required IReadOnlyList<string> ServicesKept { get; init; }

    /// <summary>Services that are granted and not used.</summary>
    public required IReadOnlyList<string> ServicesDropped { get; init; }

    /// <summary>What to know before it is put in place.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <inheritdoc />
    public override string ToString() => Policy;
}
