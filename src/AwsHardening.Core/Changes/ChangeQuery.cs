namespace AwsHardening.Core.Changes;

/// <summary>Which journaled changes to list. Everything said must hold. Ids and resources take wildcards.</summary>
public sealed record ChangeQuery
{
    /// <summary>Change ids or set ids.</summary>
    public IReadOnlyList<string> Id { get; init; } = [];

    /// <summary>Resource ids.</summary>
    public IReadOnlyList<string> Resource { get; init; } = [];

    /// <summary>This account only.</summary>
    public string? AccountId { get; init; }

    /// <summary>This Region only.</summary>
    public string? Region { get; init; }

    /// <summary>Not before this time.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>These states only.</summary>
    public IReadOnlyList<HardeningChangeStatus> Status { get; init; } = [];
}
