namespace AwsHardening;

/// <summary>What one rule says of one resource.</summary>
public sealed record HardeningFinding
{
    /// <summary>The rule, such as <c>ec2-instance-imdsv2</c>.</summary>
    public required string RuleId { get; init; }

    /// <summary>What the rule asks for.</summary>
    public required string Title { get; init; }

    /// <summary>How bad it is where the rule is broken.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>Fail, Pass, Unknown or Suppressed.</summary>
    public required FindingStatus Status { get; init; }

    /// <summary>The service, such as <c>ec2</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The CloudFormation type of the resource; <c>AWS::Account</c> where the account as a whole is meant.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The resource's id or name; the account's id where it as a whole is meant.</summary>
    public required string ResourceId { get; init; }

    /// <summary>The resource's ARN; null where it has none.</summary>
    public string? ResourceArn { get; init; }

    /// <summary>The Region; <c>global</c> for what is in none.</summary>
    public required string Region { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>Why the status is as it is, with what could not be read where it is Unknown.</summary>
    public required string Reason { get; init; }

    /// <summary>The very values that the reason rests on.</summary>
    public IReadOnlyList<FindingEvidence> Evidence { get; init; } = [];

    /// <summary>What benchmarks call the rule, such as <c>CIS-7.0/6.7</c> or <c>FSBP/EC2.8</c>.</summary>
    public IReadOnlyList<string> Compliance { get; init; } = [];

    /// <summary>The command that fixes it, or what to do where no command of this module does; null where nothing is to be done.</summary>
    public string? Remediation { get; init; }

    /// <summary>True where <see cref="Remediation"/> is a command of this module that runs as it stands.</summary>
    public bool RemediationIsCommand { get; init; }

    /// <summary>True where Repair-HardeningFinding repairs it.</summary>
    public bool CanRepair { get; init; }

    /// <summary>Why Repair-HardeningFinding leaves a finding that fails as it is; null where it repairs it, or nothing is to be done.</summary>
    public string? CannotRepairReason { get; init; }

    /// <summary>Who answers for a finding that is Suppressed; else null.</summary>
    public FindingSuppression? Suppression { get; init; }

    /// <summary>The resource as it was read, as JSON in AWS's member names; null where the account or a Region as a whole is meant, or nothing was read.</summary>
    public string? Configuration { get; init; }

    /// <summary>The ways that are open because of it; empty where the finding is not about who reaches whom.</summary>
    public IReadOnlyList<FindingOpening> Opens { get; init; } = [];

    /// <summary>When the account was read, UTC.</summary>
    public required DateTimeOffset CollectedAt { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Status} {RuleId} {ResourceId}";
}
