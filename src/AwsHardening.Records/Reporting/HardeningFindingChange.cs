namespace AwsHardening;

/// <summary>What became of a finding between two audits.</summary>
public sealed record HardeningFindingChange
{
    /// <summary>
    /// New, Fixed or Unchanged; Unknown where the later audit could not read what the earlier one had found; Gone where the resource of a
    /// finding was not seen any more, Suppressed where somebody answers for it now.
    /// </summary>
    public required string Change { get; init; }

    /// <summary>The rule.</summary>
    public required string RuleId { get; init; }

    /// <summary>How bad it is.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>The resource's id or name.</summary>
    public required string ResourceId { get; init; }

    /// <summary>The Region; <c>global</c> for what is in none.</summary>
    public required string Region { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>What the earlier audit says; null where it says nothing.</summary>
    public HardeningFinding? Reference { get; init; }

    /// <summary>What the later audit says; null where it says nothing.</summary>
    public HardeningFinding? Difference { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Change} {RuleId} {ResourceId}";
}
