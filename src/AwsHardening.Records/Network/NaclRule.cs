using System.Numerics;

namespace AwsHardening;

/// <summary>
/// One entry of a network ACL (Amazon VPC User Guide, "Network ACL rules"). Entries are tried in the order of their numbers and
/// the first that means a packet decides. A fact that could not be read is null, never a guess.
/// </summary>
public sealed record NaclRule
{
    /// <summary>The account that owns the network ACL.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>The network ACL, <c>acl-…</c>.</summary>
    public required string NaclId { get; init; }

    /// <summary>Its tag Name, or an empty text.</summary>
    public required string NaclName { get; init; }

    /// <summary>True for the network ACL that came with the VPC.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Its VPC.</summary>
    public required string VpcId { get; init; }

    /// <summary>Ingress or Egress, as the subnet sees it.</summary>
    public required RuleDirection Direction { get; init; }

    /// <summary>1 to 32766; 32767 (IPv4) and 32768 (IPv6) are AWS's own last entries, which the console shows as an asterisk.</summary>
    public required int RuleNumber { get; init; }

    /// <summary>Allow or Deny.</summary>
    public required NaclRuleAction Action { get; init; }

    /// <summary><c>tcp</c>, <c>udp</c>, <c>icmp</c>, <c>icmpv6</c>, <c>all</c> or a protocol number.</summary>
    public required string Protocol { get; init; }

    /// <summary>First destination port, or ICMP type; null where the protocol has none or all are meant.</summary>
    public int? FromPort { get; init; }

    /// <summary>Last destination port, or ICMP code; null where the protocol has none or all are meant.</summary>
    public int? ToPort { get; init; }

    /// <summary>The ports as people write them: <c>22</c>, <c>1024-65535</c>, <c>all</c>.</summary>
    public required string Ports { get; init; }

    /// <summary>The other side (for egress, the destination): a range.</summary>
    public required string Source { get; init; }

    /// <summary>Ipv4 or Ipv6.</summary>
    public required RuleSourceType SourceType { get; init; }

    /// <summary>True when it allows <c>0.0.0.0/0</c> or <c>::/0</c>.</summary>
    public bool? OpenToWorld { get; init; }

    /// <summary>True when it allows a range that spans a whole VPC known to the account and is not world-open.</summary>
    public bool? OpenToVpc { get; init; }

    /// <summary>True when TCP 22 or 3389, or UDP 3389, is among the ports.</summary>
    public bool AdminPort { get; init; }

    /// <summary>How many addresses the range spans: 2^(32-n) or 2^(128-n).</summary>
    public BigInteger AddressCount { get; init; }

    /// <summary>How many network interfaces have an address inside.</summary>
    public int? InUseCount { get; init; }

    /// <summary>False when earlier entries decide everything that it means: nothing would change without it.</summary>
    public bool Reached { get; init; }

    /// <summary>The numbers of the earlier entries that decide something of what it means.</summary>
    public IReadOnlyList<int> DecidedBy { get; init; } = [];

    /// <summary>The subnets that the network ACL guards.</summary>
    public IReadOnlyList<string> SubnetIds { get; init; } = [];

    /// <summary>Their tags Name, in the same order; the id where there is none or it could not be read.</summary>
    public IReadOnlyList<string> SubnetNames { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => $"{NaclId} {Direction} {RuleNumber} {Action} {Protocol} {Ports} {Source}";
}
