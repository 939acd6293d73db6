namespace AwsHardening.Core.Changes;

/// <summary>What is taken back, and how.</summary>
public sealed record UndoOptions
{
    /// <summary>Ids of changes, of sets or of plans.</summary>
    public IReadOnlyList<string> Id { get; init; } = [];

    /// <summary>Every change since this time that still stands; null for those named only.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>
    /// Where a resource has drifted, take back what still stands of the change; take back a change of the network even where that cuts
    /// flows that the change did not open.
    /// </summary>
    public bool Force { get; init; }

    /// <summary>
    /// The taking back was agreed to when the changes were made: flows that came to rely on them since are named, and do not keep it.
    /// </summary>
    public bool IsAgreed { get; init; }

    /// <summary>Undo the undoing after this time unless it is confirmed; null to let it stand.</summary>
    public TimeSpan? RevertAfter { get; init; }
}
