namespace AwsHardening.Core.Network;

/// <summary>Whose reachable addresses are asked for.</summary>
public sealed record ReachableAddressQuery
{
    /// <summary>Rules, groups, instances, interfaces, subnets, VPCs or endpoints, by id; groups and subnets by name too.</summary>
    public IReadOnlyList<string> Id { get; init; } = [];

    /// <summary>Egress for whom they reach, Ingress for who reaches them; a rule has a direction of its own.</summary>
    public RuleDirection Direction { get; init; } = RuleDirection.Egress;
}
