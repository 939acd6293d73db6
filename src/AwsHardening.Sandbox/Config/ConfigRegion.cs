using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Config;

/// <summary>AWS Config in one Region: at most one recorder and one delivery channel of the customer's.</summary>
internal sealed class ConfigRegion(SandboxAccount account, string region)
{
    public JsonObject? Recorder { get; set; }

    public JsonObject? Channel { get; set; }

    /// <summary>True for a recorder of a snapshot: what it recorded before is not known.</summary>
    public bool IsCopy { get; set; }

    /// <summary>What the original's status said otherwise than is said here.</summary>
    public SnapshotOverlay? StatusOverlay { get; set; }

    public bool IsRecording { get; set; }

    public DateTimeOffset? Started { get; set; }

    public DateTimeOffset? Stopped { get; set; }

    public Timeline Timeline { get; } = new(account, region);

    public string RecorderName => (string)Recorder!["name"]!;

    public string ChannelName => (string)Channel!["name"]!;

    public bool Records(string type)
    {
        // A recorder of long ago may have no group, which is all types.
        var group = Recorder!["recordingGroup"] as JsonObject ?? [];
        var strategy = (string?)group["recordingStrategy"]?["useOnly"]
            ?? ((bool?)group["allSupported"] == false ? "INCLUSION_BY_RESOURCE_TYPES" : "ALL_SUPPORTED_RESOURCE_TYPES");
        return strategy switch
        {
            "ALL_SUPPORTED_RESOURCE_TYPES" => true,
            "EXCLUSION_BY_RESOURCE_TYPES" => !Names(group["exclusionByResourceTypes"]?["resourceTypes"]).Contains(type),
            _ => Names(group["resourceTypes"]).Contains(type),
        };
    }

    private static IEnumerable<string?> Names(JsonNode? list) => (list as JsonArray ?? []).Select(name => (string?)name);
}
