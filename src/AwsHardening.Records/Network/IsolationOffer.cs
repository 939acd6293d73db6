namespace AwsHardening;

/// <summary>Another way to isolate the same subnets, with what it would do: nothing was changed.</summary>
public sealed record IsolationOffer
{
    /// <summary>What is different, in one sentence.</summary>
    public required string Title { get; init; }

    /// <summary>The entries, one line each, in the order in which they are tried.</summary>
    public required IReadOnlyList<string> Entries { get; init; }

    /// <summary>Flows that pass today, were asked to be cut, and would be.</summary>
    public required IReadOnlyList<HardeningFlow> FlowsCut { get; init; }

    /// <summary>Flows that pass today and would be lost although nobody asked for that.</summary>
    public required IReadOnlyList<HardeningFlow> FlowsLost { get; init; }

    /// <summary>Of the flows that the refused way would lose, those that this one keeps.</summary>
    public required IReadOnlyList<HardeningFlow> FlowsKept { get; init; }

    /// <summary>What was asked to be denied and would still pass, one line each.</summary>
    public required IReadOnlyList<string> StillOpen { get; init; }

    /// <summary>True when it loses flows too, and is made with -Force only.</summary>
    public required bool NeedsForce { get; init; }

    /// <summary>The command that does it.</summary>
    public required string Command { get; init; }

    /// <inheritdoc />
    public override string ToString() => Title;
}
