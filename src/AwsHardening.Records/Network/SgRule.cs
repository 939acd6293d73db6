using System.Numerics;

namespace AwsHardening;

/// <summary>
/// One security group rule (Amazon VPC User Guide, "Security group rules"). A fact that could not be read is null,
/// never a guess.
/// </summary>
public sealed record SgRule
{
    /// <summary>The account that owns the group.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region of the group.</summary>
    public required string Region { get; init; }

    /// <summary>The rule's id, <c>sgr-…</c>.</summary>
    public required string RuleId { get; init; }

    /// <summary>The group's id, <c>sg-…</c>.</summary>
    public required string GroupId { get; init; }

    /// <summary>The group's name.</summary>
    public required string GroupName { get; init; }

    /// <summary>The group's VPC.</summary>
    public required string VpcId { get; init; }

    /// <summary>Ingress or Egress.</summary>
    public required RuleDirection Direction { get; init; }

    /// <summary><c>tcp</c>, <c>udp</c>, <c>icmp</c>, <c>icmpv6</c>, <c>all</c> or a protocol number.</summary>
    public required string Protocol { get; init; }

    /// <summary>First port, or ICMP type; null where the protocol has none or all are meant.</summary>
    public int? FromPort { get; init; }

    /// <summary>Last port, or ICMP code; null where the protocol has none or all are meant.</summary>
    public int? ToPort { get; init; }

    /// <summary>The ports as people write them: <c>22</c>, <c>8000-8100</c>, <c>all</c>.</summary>
    public required string Ports { get; init; }

    /// <summary>The other side (for egress, the destination): a range, a group id or a prefix list id.</summary>
    public required string Source { get; init; }

    /// <summary>What kind of other side.</summary>
    public required RuleSourceType SourceType { get; init; }

    /// <summary>The rule's description, or an empty text.</summary>
    public string Description { get; init; } = "";

    /// <summary>The rule's tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>True when the range is <c>0.0.0.0/0</c> or <c>::/0</c>, or a prefix list holds one of them.</summary>
    public bool? OpenToWorld { get; init; }

    /// <summary>True when the range spans a whole VPC known to the account and is not world-open.</summary>
    public bool? OpenToVpc { get; init; }

    /// <summary>True when TCP 22 or 3389, or UDP 3389, is among the ports.</summary>
    public bool AdminPort { get; init; }

    /// <summary>How many addresses the other side spans: 2^(32-n) or 2^(128-n); for a group, its interfaces' addresses.</summary>
    public BigInteger? AddressCount { get; init; }

    /// <summary>How many network interfaces have an address inside.</summary>
    public int? InUseCount { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{RuleId} {GroupName} {Direction} {Protocol} {Ports} {Source}";
}
