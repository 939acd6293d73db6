namespace AwsHardening;

/// <summary>One thing that a command about access did, or found done.</summary>
public sealed record AccessChange
{
    /// <summary>The CloudFormation type of the resource.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Its id.</summary>
    public required string ResourceId { get; init; }

    /// <summary>What was done, in a few words.</summary>
    public required string Action { get; init; }

    /// <summary>Applied, WhatIf, Declined or Failed.</summary>
    public required string Status { get; init; }

    /// <summary>The change's id; empty where nothing was changed.</summary>
    public required string ChangeId { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }
}
