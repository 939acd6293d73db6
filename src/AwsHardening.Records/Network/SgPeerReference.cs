using System.Numerics;

namespace AwsHardening;

/// <summary>What <c>Set-SgPeerReference</c> did with one rule.</summary>
public sealed record SgPeerReference
{
    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>The group whose rule it is.</summary>
    public required string GroupId { get; init; }

    /// <summary>The group's name.</summary>
    public required string GroupName { get; init; }

    /// <summary>Ingress or Egress.</summary>
    public required RuleDirection Direction { get; init; }

    /// <summary>The protocol.</summary>
    public required string Protocol { get; init; }

    /// <summary>The ports.</summary>
    public required string Ports { get; init; }

    /// <summary>The range that was, or would be, replaced.</summary>
    public required string OldSource { get; init; }

    /// <summary>The rule that was, or would be, removed.</summary>
    public required string OldRuleId { get; init; }

    /// <summary>Addresses the range spans.</summary>
    public required BigInteger AddressesBefore { get; init; }

    /// <summary>Addresses the references reach now.</summary>
    public required BigInteger AddressesAfter { get; init; }

    /// <summary>The groups referenced instead.</summary>
    public required IReadOnlyList<string> Peers { get; init; }

    /// <summary>The new rules' ids, in the order of <see cref="Peers"/>; empty under -WhatIf.</summary>
    public IReadOnlyList<string> NewRuleIds { get; init; } = [];

    /// <summary>Changed, or WhatIf.</summary>
    public required string Status { get; init; }

    /// <summary>The id under which the change can be undone; null under -WhatIf.</summary>
    public string? ChangeId { get; init; }
}
