namespace AwsHardening.Core.Network.Internet;

/// <summary>Which public things to find. Everything said must hold; within one list any value may. All take wildcards.</summary>
public sealed record PublicInstanceQuery
{
    /// <summary>Ids of instances or interfaces, ARNs of load balancers.</summary>
    public IReadOnlyList<string> ResourceId { get; init; } = [];

    /// <summary>Names.</summary>
    public IReadOnlyList<string> Name { get; init; } = [];

    /// <summary>VPC ids.</summary>
    public IReadOnlyList<string> VpcId { get; init; } = [];

    /// <summary>Only those that the internet reaches, or of which it cannot be told.</summary>
    public bool ReachableOnly { get; init; }
}
