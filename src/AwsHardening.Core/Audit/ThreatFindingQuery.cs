namespace AwsHardening.Core.Audit;

/// <summary>Which findings are wanted.</summary>
public sealed record ThreatFindingQuery
{
    /// <summary>Types, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> Type { get; init; } = [];

    /// <summary>Labels of severity; empty for all.</summary>
    public IReadOnlyList<string> SeverityLabel { get; init; } = [];

    /// <summary>The resource that it is about; null for any.</summary>
    public string? ResourceId { get; init; }

    /// <summary>Samples only, or none of them; null for both.</summary>
    public bool? Sample { get; init; }

    /// <summary>Archived ones too.</summary>
    public bool IncludeArchived { get; init; }

    /// <summary>Seen at this time or later.</summary>
    public DateTimeOffset? Since { get; init; }
}
