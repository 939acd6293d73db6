namespace AwsHardening.Core.Network;

/// <summary>Which rules to find. Everything said must hold; within one list any value may. Names take wildcards.</summary>
public sealed record SgRuleQuery
{
    /// <summary>Group ids; an id without wildcards that is not there is an error.</summary>
    public IReadOnlyList<string> GroupId { get; init; } = [];

    /// <summary>Group names.</summary>
    public IReadOnlyList<string> GroupName { get; init; } = [];

    /// <summary>VPC ids.</summary>
    public IReadOnlyList<string> VpcId { get; init; } = [];

    /// <summary>Rule ids; an id without wildcards that is not there is an error.</summary>
    public IReadOnlyList<string> RuleId { get; init; } = [];

    /// <summary>One direction only.</summary>
    public RuleDirection? Direction { get; init; }

    /// <summary>Protocols, by name or number.</summary>
    public IReadOnlyList<string> Protocol { get; init; } = [];

    /// <summary>Only rules that admit one of these ports, 0 to 65535.</summary>
    public IReadOnlyList<int> Port { get; init; } = [];
}
