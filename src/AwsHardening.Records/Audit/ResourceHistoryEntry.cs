namespace AwsHardening;

/// <summary>One thing that is known to have happened to a resource, wherever it was recorded.</summary>
public sealed record ResourceHistoryEntry
{
    /// <summary>When, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Where it is from: Event (CloudTrail), Configuration (AWS Config), Finding (GuardDuty) or Change (this module's journal).</summary>
    public required string Source { get; init; }

    /// <summary>What happened.</summary>
    public required string What { get; init; }

    /// <summary>Who did it, or null.</summary>
    public string? Who { get; init; }

    /// <summary>The resource.</summary>
    public required string ResourceId { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>The record that it was read from: a TrailEvent, ConfigTimelineItem, ThreatFinding or HardeningChange.</summary>
    public required object Item { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Time:u} {Source} {What}";
}
