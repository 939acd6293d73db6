namespace AwsHardening;

/// <summary>What became of one resource that security alarms stand on.</summary>
public sealed record SecurityAlarmItem
{
    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region of the resource.</summary>
    public required string Region { get; init; }

    /// <summary>The alarm; null for what all of them share.</summary>
    public string? Name { get; init; }

    /// <summary>The CloudFormation type of the resource.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The resource's name or id.</summary>
    public required string ResourceId { get; init; }

    /// <summary>
    /// Created, Raised (was there and fell short), Adopted (another's, which does as well), Unchanged, PendingConfirmation (a subscription
    /// that nobody has confirmed yet), WhatIf, Failed, Skipped; from <c>Disable-SecurityAlarm</c> also Removed and Kept.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>What there is to say of it.</summary>
    public string? Detail { get; init; }

    /// <summary>The id under which the change can be undone; null where nothing was changed.</summary>
    public string? ChangeId { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Region} {Name ?? ResourceType} {ResourceId}: {Status}";
}
