namespace AwsHardening;

/// <summary>What AWS Config recorded of a resource at one moment, beside what it had recorded before.</summary>
public sealed record ConfigTimelineItem
{
    /// <summary>When it was recorded, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The CloudFormation type.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The resource's id.</summary>
    public required string ResourceId { get; init; }

    /// <summary>Its name, or null.</summary>
    public string? ResourceName { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>Discovered, Changed, Deleted, or AWS's own word where it is another.</summary>
    public required string Status { get; init; }

    /// <summary>What changed in it.</summary>
    public IReadOnlyList<ConfigChange> Changes { get; init; } = [];

    /// <summary>What changed in how it is related to others.</summary>
    public IReadOnlyList<ConfigRelationshipChange> RelationshipChanges { get; init; } = [];

    /// <summary>The trail event that caused it, where it can be found; else null.</summary>
    public TrailEvent? Cause { get; init; }

    /// <summary>How sure it is that the event caused it; AWS Config itself does not say.</summary>
    public ConfigCauseCertainty CauseCertainty { get; init; }

    /// <summary>The whole configuration, as JSON; null for a deleted resource.</summary>
    public string? Configuration { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Time:u} {ResourceId} {Status}";
}

/// <summary>One thing that changed in a resource's configuration.</summary>
/// <param name="Path">Where, such as <c>entries[]</c>.</param>
/// <param name="Before">What was there, as JSON; null for nothing.</param>
/// <param name="After">What is there, as JSON; null for nothing.</param>
public sealed record ConfigChange(string Path, string? Before, string? After)
{
    /// <inheritdoc />
    public override string ToString() => $"{Path}: {Before ?? "nothing"} -> {After ?? "nothing"}";
}

/// <summary>A relationship that a resource got or lost.</summary>
/// <param name="Change">Added or Removed.</param>
/// <param name="Name">Such as <c>Is attached to Subnet</c>.</param>
/// <param name="ResourceType">The type of the other resource.</param>
/// <param name="ResourceId">The id of the other resource.</param>
public sealed record ConfigRelationshipChange(string Change, string Name, string ResourceType, string ResourceId)
{
    /// <inheritdoc />
    public override string ToString() => $"{Change}: {Name} {ResourceId}";
}
