namespace AwsHardening;

/// <summary>One thing that the audit baseline asks for in one Region, and whether it is so.</summary>
public sealed record AuditBaselineFact
{
    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>The part of the baseline.</summary>
    public required string Service { get; init; }

    /// <summary>What is asked for, in a word, such as <c>Logging</c>.</summary>
    public required string Check { get; init; }

    /// <summary>Yes, No or Unknown. What could not be read is Unknown, never Yes.</summary>
    public required string State { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>The resource that it is about, or null where there is none.</summary>
    public string? ResourceId { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Region} {Service} {Check}: {State}";
}
