using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Ssm;

/// <summary>An instance that has reported to Systems Manager.</summary>
internal sealed class ManagedNode(Instance instance, DateTimeOffset registered)
{
    /// <summary>An Amazon Linux 2 image's agent that still takes commands over ec2messages alone.</summary>
    public const string DefaultAgentVersion = "3.2.2303.0";

    public Instance Instance { get; } = instance;

    public DateTimeOffset LastPing { get; set; } = registered;

    public SnapshotOverlay? Overlay { get; set; }

    public bool IsOnline { get; set; }

    public string PingStatus => IsOnline ? "Online" : "ConnectionLost";

    public JsonObject Shape(string agentVersion) => SnapshotOverlay.Show(Json.Of(
        ("InstanceId", Instance.Id), ("PingStatus", PingStatus), ("LastPingDateTime", Json.Time(LastPing)),
        ("AgentVersion", agentVersion), ("IsLatestVersion", false), ("PlatformType", "Linux"), ("PlatformName", "Amazon Linux"),
        ("PlatformVersion", "2"), ("ResourceType", "EC2Instance"), ("IPAddress", Instance.Primary?.Primary.Ip),
        ("ComputerName", Instance.Primary?.PrivateDnsName), ("SourceId", Instance.Id), ("SourceType", "AWS::EC2::Instance")), Overlay);
}
