namespace AwsHardening;

/// <summary>A GuardDuty finding, its type taken apart.</summary>
public sealed record ThreatFinding
{
    /// <summary>The finding's id.</summary>
    public required string FindingId { get; init; }

    /// <summary>The whole type, such as <c>Backdoor:EC2/C&amp;CActivity.B!DNS</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What it is for, such as <c>Backdoor</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>The kind of resource in the type, such as <c>EC2</c>.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The threat family, such as <c>C&amp;CActivity</c>.</summary>
    public required string Family { get; init; }

    /// <summary>The detection mechanism, such as <c>B</c>, or null.</summary>
    public string? Mechanism { get; init; }

    /// <summary>The artifact, such as <c>DNS</c>, or null.</summary>
    public string? Artifact { get; init; }

    /// <summary>1.0 to 10.0.</summary>
    public required double Severity { get; init; }

    /// <summary>Low (1.0 to 3.9), Medium (4.0 to 6.9), High (7.0 to 8.9) or Critical (9.0 to 10.0).</summary>
    public required string SeverityLabel { get; init; }

    /// <summary>What was seen: <c>NETWORK_CONNECTION</c>, <c>AWS_API_CALL</c>, <c>DNS_REQUEST</c>, <c>PORT_PROBE</c> …; or null.</summary>
    public string? ActionType { get; init; }

    /// <summary>Where GuardDuty saw it: VPC Flow Logs, CloudTrail, DNS logs, or the name of a protection plan's source.</summary>
    public required string DataSource { get; init; }

    /// <summary>The resource that it is about, or null.</summary>
    public string? ResourceId { get; init; }

    /// <summary>When it was first seen, UTC.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>When it was last seen, UTC.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>How often it was seen.</summary>
    public required int Count { get; init; }

    /// <summary>True for a sample.</summary>
    public required bool Sample { get; init; }

    /// <summary>True where it is archived.</summary>
    public required bool Archived { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The description.</summary>
    public required string Description { get; init; }

    /// <summary>The detector.</summary>
    public required string DetectorId { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{SeverityLabel} {Type}";
}
