namespace AwsHardening.Core.Audit.Alarms;

/// <summary>Which alarms, on what, and who is told.</summary>
public sealed record SecurityAlarmOptions
{
    /// <summary>The alarms, by name; empty for all.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The addresses that are told by e-mail, each of which has to confirm it.</summary>
    public IReadOnlyList<string> Emails { get; init; } = [];

    /// <summary>A topic of the user's own, which stays as it is; null for one that is made.</summary>
    public string? TopicArn { get; init; }

    /// <summary>The trail, by name or ARN; null for the one that serves best.</summary>
    public string? TrailName { get; init; }

    /// <summary>The log group that is made where the trail delivers to none; null for one of a name of the module's.</summary>
    public string? LogGroupName { get; init; }

    /// <summary>The namespace of the metrics.</summary>
    public string Namespace { get; init; } = DefaultNamespace;

    /// <summary>The severity from which on a finding of GuardDuty is told: Low, Medium, High or Critical.</summary>
    public string MinimumSeverity { get; init; } = "High";

    /// <summary>Days for which a new log group keeps its events.</summary>
    public int RetentionInDays { get; init; } = 365;

    /// <summary>Take the changes back after this time unless they are confirmed; null to let them stand.</summary>
    public TimeSpan? RevertAfter { get; init; }

    /// <summary>Where the metrics are, unless another place is said.</summary>
    public const string DefaultNamespace = "AwsHardening";

    /// <summary>The least severity, as GuardDuty counts it (GuardDuty User Guide: Severity levels of findings).</summary>
    internal double Severity => MinimumSeverity.ToUpperInvariant() switch { "LOW" => 1, "MEDIUM" => 4, "CRITICAL" => 9, _ => 7 };
}
