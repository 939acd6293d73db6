namespace AwsHardening.Core.Reporting;

/// <summary>What a rule says of a resource.</summary>
/// <param name="Passes">True where the rule is kept.</param>
/// <param name="Reason">Why.</param>
internal sealed record Verdict(bool Passes, string Reason)
{
    public IReadOnlyList<FindingEvidence> Evidence { get; init; } = [];

    /// <summary>The command of this module that fixes it; null where none does.</summary>
    public string? Command { get; init; }

    /// <summary>Why this one is not repaired, though the rule has a repair; null where it is.</summary>
    public string? ByHand { get; init; }

    public static Verdict Pass(string reason, params (string Path, object? Value)[] evidence) => new(true, reason) { Evidence = Shown(evidence) };

    public static Verdict Fail(string reason, params (string Path, object? Value)[] evidence) => new(false, reason) { Evidence = Shown(evidence) };

    /// <summary>The one where something holds, else the other.</summary>
    public static Verdict When(bool kept, string passes, string fails, params (string Path, object? Value)[] evidence) =>
        kept ? Pass(passes, evidence) : Fail(fails, evidence);

    /// <summary>The same with the command that fixes it: whole, so that it runs as it stands.</summary>
    public Verdict FixedBy(string command) => this with { Command = command };

    /// <summary>The same, not repaired for a reason, which is the rest of a sentence; for none, repaired.</summary>
    public Verdict LeftBecause(string? reason) => this with { ByHand = reason };

    private static FindingEvidence[] Shown((string Path, object? Value)[] evidence) =>
        [.. evidence.Select(one => new FindingEvidence(one.Path, one.Value switch { null => "", bool flag => flag ? "true" : "false", var value => value.ToString() ?? "" }))];
}
