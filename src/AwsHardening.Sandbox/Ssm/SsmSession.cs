using System.Text;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Ssm;

/// <summary>A session, while it runs and in the history.</summary>
internal sealed class SsmSession(string id, string token, Agent agent, string documentName, string owner, DateTimeOffset started)
{
    public string Id { get; } = id;

    public string Token { get; set; } = token;

    public Agent Agent { get; } = agent;

    public string Target => Agent.Instance.Id;

    public string DocumentName { get; } = documentName;

    public string Owner { get; } = owner;

    public DateTimeOffset Started { get; } = started;

    public DateTimeOffset? Ended { get; set; }

    public string? Reason { get; init; }

    public string? Command { get; init; }

    /// <summary>As the session's Status answers it.</summary>
    public string Status { get; set; } = "Connected";

    public string? Details { get; set; }

    public SessionLogging Logging { get; init; } = SessionLogging.None;

    /// <summary>What the terminal has shown so far.</summary>
    public StringBuilder Transcript { get; } = new();

    public bool IsActive => Ended is null;

    public JsonObject Shape() => Json.Of(
        ("SessionId", Id), ("Target", Target), ("Status", Status), ("StartDate", Json.Time(Started)),
        ("EndDate", Ended is { } end ? Json.Time(end) : null), ("DocumentName", DocumentName), ("Owner", Owner), ("Reason", Reason),
        ("Details", Details), ("OutputUrl", Logging.OutputUrl(this)), ("MaxSessionDuration", Logging.MaxDuration), ("AccessType", "Standard"));
}
