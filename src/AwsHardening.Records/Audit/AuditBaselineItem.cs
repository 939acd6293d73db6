namespace AwsHardening;

/// <summary>What became of one resource of the audit baseline.</summary>
public sealed record AuditBaselineItem
{
    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region of the resource.</summary>
    public required string Region { get; init; }

    /// <summary>The part of the baseline.</summary>
    public required string Service { get; init; }

    /// <summary>The CloudFormation type of the resource.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The resource's name or id.</summary>
    public required string ResourceId { get; init; }

    /// <summary>
    /// Created, Raised (was there and fell short), Unchanged (was there and met the baseline), WhatIf, Failed, Skipped; from
    /// <c>Disable-AuditBaseline</c> also Removed and Kept.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>What there is to say of it.</summary>
    public string? Detail { get; init; }

    /// <summary>The id under which the change can be undone; null where nothing was changed.</summary>
    public string? ChangeId { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Region} {Service} {ResourceId}: {Status}";
}
