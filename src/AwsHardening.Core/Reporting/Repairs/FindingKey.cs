namespace AwsHardening.Core.Reporting;

/// <summary>Which finding is meant: of a record of an audit, or of what a file says.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="ResourceId">The resource.</param>
public sealed record FindingKey(string RuleId, string ResourceId)
{
    /// <summary>The Region, or <c>global</c>; null for the session's own, or none.</summary>
    public string? Region { get; init; }

    /// <summary>The account; null for the session's.</summary>
    public string? AccountId { get; init; }

    /// <summary>What the audit said: only what fails is repaired.</summary>
    public FindingStatus Status { get; init; }

    /// <summary>The key of a record.</summary>
    public static FindingKey Of(HardeningFinding finding) => finding is null ? throw new ArgumentNullException(nameof(finding))
        : new(finding.RuleId, finding.ResourceId) { Region = finding.Region, AccountId = finding.AccountId, Status = finding.Status };

    /// <inheritdoc />
    public override string ToString() => $"{RuleId} {ResourceId}";
}
