namespace AwsHardening.Core.Access;

/// <summary>How instances are to be made reachable.</summary>
public sealed record SessionManagerOptions
{
    /// <summary>The role and instance profile that instances without one get; made where they are not there.</summary>
    public string RoleName { get; init; } = "AwsHardeningSessionManager";

    /// <summary>Make changes that cut flows which they were not asked to cut.</summary>
    public bool Force { get; init; }

    /// <summary>Take the changes back unless they are confirmed in time.</summary>
    public TimeSpan? RevertAfter { get; init; }
}
