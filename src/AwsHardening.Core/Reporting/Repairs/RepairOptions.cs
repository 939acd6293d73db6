namespace AwsHardening.Core.Reporting;

/// <summary>How findings are repaired.</summary>
public sealed record RepairOptions
{
    /// <summary>Answers ShouldContinue with yes.</summary>
    public bool Force { get; init; }

    /// <summary>Take the changes back after this time unless they are confirmed; null to let them stand.</summary>
    public TimeSpan? RevertAfter { get; init; }

    /// <summary>The accounts that other sessions of the same command see to: their findings are no error here.</summary>
    public IReadOnlyCollection<string> OtherAccounts { get; init; } = [];
}
