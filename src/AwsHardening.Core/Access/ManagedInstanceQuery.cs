namespace AwsHardening.Core.Access;

/// <summary>Which instances; what is empty admits all.</summary>
public sealed record ManagedInstanceQuery
{
    /// <summary>Ids; wildcards allowed.</summary>
    public IReadOnlyList<string> InstanceId { get; init; } = [];

    /// <summary>Name tags; wildcards allowed.</summary>
    public IReadOnlyList<string> Name { get; init; } = [];

    /// <summary>VPCs; wildcards allowed.</summary>
    public IReadOnlyList<string> VpcId { get; init; } = [];
}
