using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting;

/// <summary>What a rule is about, for whoever reads its findings.</summary>
internal sealed record RuleInfo
{
    /// <summary>Service, resource and what is asked for, such as <c>ec2-instance-imdsv2</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What is asked for, as a sentence.</summary>
    public required string Title { get; init; }

    public required FindingSeverity Severity { get; init; }

    /// <summary>The service, such as <c>ec2</c>.</summary>
    public required string Service { get; init; }

    /// <summary>What benchmarks call it: <c>CIS-7.0/6.7</c>, <c>FSBP/EC2.8</c>.</summary>
    public IReadOnlyList<string> Compliance { get; init; } = [];

    /// <summary>What can happen where the rule is broken.</summary>
    public required string Rationale { get; init; }

    /// <summary>What to do where no command of this module fixes it.</summary>
    public required string Remediation { get; init; }

    /// <summary>How its findings are repaired; null where no repair is safe.</summary>
    public Repair? Repair { get; init; }

    /// <summary>Why no repair is safe, as the rest of a sentence; null where one is.</summary>
    public string? ByHand { get; init; }

    /// <summary>The controls of the CIS AWS Foundations Benchmark in the four versions that are in use; null where one has none.</summary>
    public static IReadOnlyList<string> Cis(string? v3, string? v5, string? v6, string? v7, params string[] others) =>
        [.. new[] { ("3.0", v3), ("5.0", v5), ("6.0", v6), ("7.0", v7) }.Where(one => one.Item2 is not null).Select(one => $"CIS-{one.Item1}/{one.Item2}"), .. others];
}
