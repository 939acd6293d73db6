namespace AwsHardening.Core.Audit.Alarms;

/// <summary>How security alarms are taken down.</summary>
public sealed record DisableAlarmOptions
{
    /// <summary>The alarms, by name; empty for all.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Take back that the trail delivers to CloudWatch Logs, where the alarms brought it about.</summary>
    public bool IncludeLogDelivery { get; init; }

    /// <summary>Lose confirmed subscriptions without being asked.</summary>
    public bool Force { get; init; }

    /// <summary>Set the alarms up again after this time unless their removal is confirmed; null to let it stand.</summary>
    public TimeSpan? RevertAfter { get; init; }
}
