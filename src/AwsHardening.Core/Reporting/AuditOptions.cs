namespace AwsHardening.Core.Reporting;

/// <summary>What is asked of an audit.</summary>
public sealed record AuditOptions
{
    /// <summary>Ids of rules, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> Rule { get; init; } = [];

    /// <summary>Severities; empty for all.</summary>
    public IReadOnlyList<FindingSeverity> Severity { get; init; } = [];

    /// <summary>Services, such as <c>ec2</c>; empty for all.</summary>
    public IReadOnlyList<string> Service { get; init; } = [];

    /// <summary>Benchmarks or their controls, such as <c>CIS-7.0</c> or <c>FSBP/EC2.8</c>, with wildcards; empty for all rules.</summary>
    public IReadOnlyList<string> Compliance { get; init; } = [];

    /// <summary>Regions; empty or <c>*</c> for all that are enabled.</summary>
    public IReadOnlyList<string> Region { get; init; } = [];

    /// <summary>A file of suppressions; null for none.</summary>
    public string? SuppressionPath { get; init; }

    /// <summary>A folder of rules in JSON; null for none.</summary>
    public string? RulePath { get; init; }

    /// <summary>How many calls are under way at the same time: 1 to 64.</summary>
    public int ThrottleLimit { get; init; } = 16;

    /// <summary>How many calls begin in a second at most; null for no limit.</summary>
    public int? RequestsPerSecond { get; init; }
}
