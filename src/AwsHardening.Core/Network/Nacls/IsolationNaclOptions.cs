namespace AwsHardening.Core.Network.Nacls;

/// <summary>Which subnets are isolated from what, and how.</summary>
public sealed record IsolationNaclOptions
{
    /// <summary>AWS's default quota "Rules per network ACL": in one direction and family, AWS's own last entry included.</summary>
    public const int DefaultRuleQuota = 20;

    /// <summary>AWS's default quota "Network ACLs per VPC".</summary>
    public const int DefaultNaclQuota = 200;

    /// <summary>The tag Name of the network ACLs that are made.</summary>
    public required string Name { get; init; }

    /// <summary>The subnets, by id or by tag Name.</summary>
    public required IReadOnlyList<string> SubnetId { get; init; }

    /// <summary>What they may no longer send to: ranges, or subnets, security groups and VPCs by id or name.</summary>
    public IReadOnlyList<string> Deny { get; init; } = [];

    /// <summary>What they may send to all the same.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>The protocol of the entries, by name or number.</summary>
    public string Protocol { get; init; } = "all";

    /// <summary>Ports or ranges of ports, such as <c>443</c> and <c>0-32767</c>; empty for all. TCP and UDP only.</summary>
    public IReadOnlyList<string> Port { get; init; } = [];

    /// <summary>The numbers of the entries, those that deny first; empty to have them chosen.</summary>
    public IReadOnlyList<int> RuleNumber { get; init; } = [];

    /// <summary>The same inbound.</summary>
    public bool Symmetric { get; init; }

    /// <summary>Answers ShouldContinue with yes.</summary>
    public bool Force { get; init; }

    /// <summary>Take the changes back after this time unless they are confirmed; null to let them stand.</summary>
    public TimeSpan? RevertAfter { get; init; }

    /// <summary>The account's quota "Rules per network ACL"; AWS allows 40 at most.</summary>
    public int RuleQuota { get; init; } = DefaultRuleQuota;

    /// <summary>The account's quota "Network ACLs per VPC".</summary>
    public int NaclQuota { get; init; } = DefaultNaclQuota;
}
