using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.CloudTrail;

/// <summary>One event as CloudTrail keeps it.</summary>
/// <param name="Sequence">Its place in the account's history.</param>
/// <param name="Region">The Region whose history it is in.</param>
/// <param name="Time">When the call was made, to the second.</param>
/// <param name="Record">The event itself, in the member names of log files.</param>
/// <param name="Resources">What it names, as LookupEvents shows it.</param>
internal sealed record TrailEvent(long Sequence, string Region, DateTimeOffset Time, JsonObject Record, IReadOnlyList<(string Type, string Name)> Resources)
{
    public string Id => (string)Record["eventID"]!;

    public string Name => (string)Record["eventName"]!;

    public string Source => (string)Record["eventSource"]!;

    public bool ReadOnly => (bool)Record["readOnly"]!;

    public string? UserName { get; init; }

    public string AccessKeyId => (string?)Record["userIdentity"]!["accessKeyId"] ?? "";

    /// <summary>As LookupEvents answers it.</summary>
    public JsonObject Show() => new()
    {
        ["EventId"] = Id,
        ["EventName"] = Name,
        ["ReadOnly"] = ReadOnly ? "true" : "false",
        ["AccessKeyId"] = AccessKeyId,
        ["EventTime"] = ServiceInput.Answer(Time),
        ["EventSource"] = Source,
        ["Username"] = UserName,
        ["Resources"] = new JsonArray([.. Resources.Select(r => new JsonObject { ["ResourceType"] = r.Type, ["ResourceName"] = r.Name })]),
        ["CloudTrailEvent"] = Record.ToJsonString(),
    };
}
