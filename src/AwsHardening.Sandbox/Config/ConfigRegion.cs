using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Config;

/// <summary>AWS Config in one Region: at most one recorder and one delivery channel of the customer's.</summary>
internal sealed class ConfigRegion(SandboxAccount account, string region)
{
    public JsonObject? Recorder { get; set; }

    public JsonObject? Channel { get; set; }

    public bool IsRecording { get; set; }

    public DateTimeOffset? Started { get; set; }

    public DateTimeOffset? Stopped { get; set; }

    public Timeline Timeline { get; } = new(account, region);

    public string RecorderName => (string)Recorder!["name"]!;

    public string ChannelName => (string)Channel!["name"]!;

    public bool Records(string type)
    {
        var group = (JsonObject)Recorder!["recordingGroup"]!;
        return (string?)group["recordingStrategy"]!["useOnly"] switch
        {
            "ALL_SUPPORTED_RESOURCE_TYPES" => true,
            "EXCLUSION_BY_RESOURCE_TYPES" => !Names(group["exclusionByResourceTypes"]?["resourceTypes"]).Contains(type),
            _ => Names(group["resourceTypes"]).Contains(type),
        };
    }

    private static IEnumerable<string?> Names(JsonNode? list) => (list as JsonArray ?? []).Select(name => (string?)name);
}
