using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.EventBridge;

/// <summary>A rule of the default event bus, and whom it tells.</summary>
internal sealed class EventRule(string name, string arn)
{
    public const string Bus = "default";
    public const string Enabled = "ENABLED";
    public const string Disabled = "DISABLED";

    private string? _patternText;

    public string Name { get; } = name;

    public string Arn { get; } = arn;

    public string State { get; set; } = Enabled;

    public string? Description { get; set; }

    public string? Schedule { get; set; }

    public string? RoleArn { get; set; }

    /// <summary>The service that keeps the rule for itself; null for the account's own.</summary>
    public string? ManagedBy { get; init; }

    /// <summary>What events it waits for, as it was put; null for a rule of a schedule alone.</summary>
    public string? PatternText
    {
        get => _patternText;
        set => (_patternText, Pattern) = (value, value is null ? null : EventPattern.Parse(value));
    }

    public EventPattern? Pattern { get; private set; }

    /// <summary>Takes the pattern of a snapshot: one that is not understood here is shown, and matches nothing.</summary>
    public void Load(string? pattern)
    {
        try
        {
            PatternText = pattern;
        }
        catch (AwsErrorException)
        {
            (_patternText, Pattern) = (pattern, null);
        }
    }

    /// <summary>The targets as they were put, in the order of their ids.</summary>
    public SortedDictionary<string, JsonObject> Targets { get; } = new(StringComparer.Ordinal);

    public TagSet Tags { get; } = new();

    public SnapshotOverlay? Overlay { get; set; }

    public JsonObject Shape() => SnapshotOverlay.Show(Json.Of(
        ("Name", Name), ("Arn", Arn), ("EventPattern", PatternText), ("State", State), ("Description", Description), ("ScheduleExpression", Schedule),
        ("RoleArn", RoleArn), ("ManagedBy", ManagedBy), ("EventBusName", Bus)), Overlay);
}
