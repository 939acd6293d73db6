namespace AwsHardening;

/// <summary>What becomes of flows from some addresses to others. Addresses that every rule and route treats alike share one.</summary>
public sealed record NetworkPath
{
    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>Where they begin, such as <c>10.0.1.4 (eni-…)</c> or <c>Internet 0.0.0.0/0</c>.</summary>
    public required IReadOnlyList<string> From { get; init; }

    /// <summary>Where they lead.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>What becomes of them; Reachable when any part of what was asked about passes.</summary>
    public required NetworkPathStatus Status { get; init; }

    /// <summary>What passes of what was asked about, by protocol and destination port; empty when nothing does.</summary>
    public required string Traffic { get; init; }

    /// <summary>Which replies come back, by the port that the source chose; empty when none does or none is due.</summary>
    public required string Replies { get; init; }

    /// <summary>The hop that blocks, or cannot be seen into; null when the flow passes.</summary>
    public required NetworkPathHop? DecidingHop { get; init; }

    /// <summary>Why it is so, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Every hop, first those of the first packet, then those of the replies; up to the one that blocks.</summary>
    public required IReadOnlyList<NetworkPathHop> Hops { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{string.Join(", ", From)} to {string.Join(", ", To)}: {Status}";
}

/// <summary>Something that a flow meets.</summary>
/// <param name="Component">What it is, such as <c>network ACL</c> or <c>route table</c>.</param>
/// <param name="ResourceId">Its id.</param>
/// <param name="RuleId">The rule, entry number or route that decides; empty where none does.</param>
/// <param name="IsReply">True when replies meet it.</param>
/// <param name="Verdict">Pass, Block or Unknown.</param>
/// <param name="Traffic">What is left of the flow behind it.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record NetworkPathHop(
    string Component, string ResourceId, string RuleId, bool IsReply, string Verdict, string Traffic, string Reason)
{
    /// <inheritdoc />
    public override string ToString() => $"{Verdict}: {Reason}";
}
