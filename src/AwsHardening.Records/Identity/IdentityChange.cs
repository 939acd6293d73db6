namespace AwsHardening;

/// <summary>One change of a user, group, role or policy.</summary>
public sealed record IdentityChange
{
    /// <summary>The CloudFormation type of the resource.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Its id: a name, or a policy's ARN.</summary>
    public required string ResourceId { get; init; }

    /// <summary>What was done, in a few words.</summary>
    public required string Action { get; init; }

    /// <summary>Applied, WhatIf, Declined or Failed.</summary>
    public required string Status { get; init; }

    /// <summary>The change's id; empty where nothing was changed.</summary>
    public required string ChangeId { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }
}
