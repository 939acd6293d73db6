namespace AwsHardening;

/// <summary>
/// Who stands behind a rule's range: one record a group, one for addresses in no usable group, one for each range
/// reached by a gateway.
/// </summary>
public sealed record SgPeer
{
    /// <summary>The rule that was looked behind.</summary>
    public required SgRule Rule { get; init; }

    /// <summary>The rule's id.</summary>
    public string RuleId => Rule.RuleId;

    /// <summary>The group that owns the rule.</summary>
    public string GroupId => Rule.GroupId;

    /// <summary>The group behind the range; null for uncovered addresses and gateways.</summary>
    public string? PeerGroupId { get; init; }

    /// <summary>Its name, or what stands there instead.</summary>
    public required string PeerGroupName { get; init; }

    /// <summary>Its VPC, or null.</summary>
    public string? PeerVpcId { get; init; }

    /// <summary>What it is to the rule.</summary>
    public required SgPeerStatus Status { get; init; }

    /// <summary>True when it belongs to the smallest set of groups that covers the range.</summary>
    public bool Selected { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>How many addresses in use it has inside the range.</summary>
    public int AddressCount { get; init; }

    /// <summary>The interfaces: the evidence.</summary>
    public IReadOnlyList<SgPeerInterface> Interfaces { get; init; } = [];
}
