using AwsHardening.Core.Changes.Plans;

namespace AwsHardening.Core.Changes;

/// <summary>What a command was told about all of its changes.</summary>
internal sealed record ChangeRunOptions
{
    /// <summary>How long after the first change they are taken back unless confirmed; null to let them stand.</summary>
    public TimeSpan? RevertAfter { get; init; }

    /// <summary>Takes the changes down instead of making them; null to make them.</summary>
    public PlanBook? Book { get; init; }

    /// <summary>True to make a change that no call takes back without a second question.</summary>
    public bool Force { get; init; }
}
