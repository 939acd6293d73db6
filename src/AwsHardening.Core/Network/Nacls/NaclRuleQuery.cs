namespace AwsHardening.Core.Network.Nacls;

/// <summary>Which entries to find. Everything said must hold; within one list any value may. Ids take wildcards.</summary>
public sealed record NaclRuleQuery
{
    /// <summary>Ids of network ACLs; one without wildcards that is not there is an error.</summary>
    public IReadOnlyList<string> NaclId { get; init; } = [];

    /// <summary>Tags Name of network ACLs.</summary>
    public IReadOnlyList<string> NaclName { get; init; } = [];

    /// <summary>Ids of subnets that a network ACL guards; one without wildcards that is not there is an error.</summary>
    public IReadOnlyList<string> SubnetId { get; init; } = [];

    /// <summary>VPC ids.</summary>
    public IReadOnlyList<string> VpcId { get; init; } = [];

    /// <summary>One direction only.</summary>
    public RuleDirection? Direction { get; init; }

    /// <summary>Allow or Deny only.</summary>
    public NaclRuleAction? Action { get; init; }

    /// <summary>Protocols, by name or number.</summary>
    public IReadOnlyList<string> Protocol { get; init; } = [];

    /// <summary>Only entries that mean one of these TCP or UDP ports, 0 to 65535.</summary>
    public IReadOnlyList<int> Port { get; init; } = [];
}
