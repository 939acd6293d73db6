using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;

namespace AwsHardening.Core.Audit;

/// <summary>What holds for all changes of findings that a command makes.</summary>
public sealed record FindingChangeOptions
{
    /// <summary>How long after the first change they are taken back unless confirmed; null to let them stand.</summary>
    public TimeSpan? RevertAfter { get; init; }

    /// <summary>True to make what no call takes back without a second question.</summary>
    public bool Force { get; init; }

    internal ChangeRunOptions Run(PlanBook? book) => new() { RevertAfter = RevertAfter, Force = Force, Book = book };
}
