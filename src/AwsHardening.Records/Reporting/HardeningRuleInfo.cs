namespace AwsHardening;

/// <summary>A rule of the audit.</summary>
public sealed record HardeningRuleInfo
{
    /// <summary>The rule's id, such as <c>ec2-instance-imdsv2</c>.</summary>
    public required string RuleId { get; init; }

    /// <summary>What it asks for, as a sentence.</summary>
    public required string Title { get; init; }

    /// <summary>How bad it is where the rule is broken.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>The service, such as <c>ec2</c>.</summary>
    public required string Service { get; init; }

    /// <summary>Account for what is judged once, Region for what is judged in each Region.</summary>
    public required string Scope { get; init; }

    /// <summary>What benchmarks call it, such as <c>CIS-7.0/6.7</c> or <c>FSBP/EC2.8</c>.</summary>
    public required IReadOnlyList<string> Compliance { get; init; }

    /// <summary>True where Repair-HardeningFinding has a repair; a single finding may still say why it stays.</summary>
    public required bool CanRepair { get; init; }

    /// <summary>Why no repair is safe; null where there is one.</summary>
    public string? CannotRepairReason { get; init; }

    /// <summary>What can happen where the rule is broken.</summary>
    public required string Rationale { get; init; }

    /// <summary>What to do where no command of this module does it.</summary>
    public required string Remediation { get; init; }

    /// <summary>The IAM actions that reading what it judges needs.</summary>
    public required IReadOnlyList<string> IamActions { get; init; }

    /// <inheritdoc />
    public override string ToString() => RuleId;
}
