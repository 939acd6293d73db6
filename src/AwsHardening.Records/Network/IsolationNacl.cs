namespace AwsHardening;

/// <summary>What <c>New-IsolationNacl</c> or <c>Remove-IsolationNacl</c> did, or would do, with one network ACL.</summary>
public sealed record IsolationNacl
{
    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>The network ACL, <c>acl-…</c>; null where none was made.</summary>
    public string? NaclId { get; init; }

    /// <summary>Its tag Name.</summary>
    public required string NaclName { get; init; }

    /// <summary>Its VPC.</summary>
    public required string VpcId { get; init; }

    /// <summary>The subnets that it guards, or guarded.</summary>
    public required IReadOnlyList<string> SubnetIds { get; init; }

    /// <summary>The network ACL that each of them has otherwise: had before, or has again; in the same order.</summary>
    public required IReadOnlyList<string> OtherNaclIds { get; init; }

    /// <summary>Its entries, one line each, in the order in which they are tried.</summary>
    public IReadOnlyList<string> Entries { get; init; } = [];

    /// <summary>Flows that pass today, were asked to be cut, and are.</summary>
    public IReadOnlyList<HardeningFlow> FlowsCut { get; init; } = [];

    /// <summary>Flows that pass today and are lost although nobody asked for that.</summary>
    public IReadOnlyList<HardeningFlow> FlowsLost { get; init; } = [];

    /// <summary>Flows that only an instance whose system was told to choose client ports below 32768 would miss.</summary>
    public IReadOnlyList<HardeningFlow> FlowsUnlikely { get; init; } = [];

    /// <summary>Flows that pass from now on.</summary>
    public IReadOnlyList<HardeningFlow> FlowsGained { get; init; } = [];

    /// <summary>Other ways to ask, where this one is refused, with their flows cut, lost and kept.</summary>
    public IReadOnlyList<IsolationOffer> Offers { get; init; } = [];

    /// <summary>Created, Released, Unchanged, WhatIf or Refused.</summary>
    public required string Status { get; init; }

    /// <summary>The id under which the change can be undone; null where nothing was changed.</summary>
    public string? ChangeId { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{NaclName} {NaclId} {Status}: {string.Join(", ", SubnetIds)}";
}
