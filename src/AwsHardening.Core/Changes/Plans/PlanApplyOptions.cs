namespace AwsHardening.Core.Changes.Plans;

/// <summary>How a plan is applied.</summary>
public sealed record PlanApplyOptions
{
    /// <summary>How many changes a plan may have; null for any number.</summary>
    public int? MaxChange { get; init; }

    /// <summary>What part of the account's resources of a type a plan may change, 0 to 100 percent; null for any.</summary>
    public double? MaxPercent { get; init; }

    /// <summary>Answers ShouldContinue with yes.</summary>
    public bool Force { get; init; }

    /// <summary>Take the changes back after this time unless they are confirmed; null to let them stand.</summary>
    public TimeSpan? RevertAfter { get; init; }
}
