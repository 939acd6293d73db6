using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>What an interface is attached to: an instance, or an AWS service's own machinery.</summary>
internal sealed class InterfaceAttachment(string id, string instanceOwnerId, int deviceIndex, DateTimeOffset time)
{
    public string Id { get; } = id;

    public Instance? Instance { get; init; }

    public string InstanceOwnerId { get; } = instanceOwnerId;

    public int DeviceIndex { get; } = deviceIndex;

    public DateTimeOffset Time { get; } = time;

    public bool DeleteOnTermination { get; set; }

    public string Status { get; set; } = "attached";

    public JsonObject Shape() => Json.Of(
        ("AttachmentId", Id),
        ("InstanceId", Instance?.Id),
        ("InstanceOwnerId", InstanceOwnerId),
        ("DeviceIndex", DeviceIndex),
        ("NetworkCardIndex", 0),
        ("AttachTime", Json.Time(Time)),
        ("DeleteOnTermination", DeleteOnTermination),
        ("Status", Status));

    public JsonObject InstanceShape() => Json.Of(
        ("AttachmentId", Id),
        ("DeviceIndex", DeviceIndex),
        ("NetworkCardIndex", 0),
        ("AttachTime", Json.Time(Time)),
        ("DeleteOnTermination", DeleteOnTermination),
        ("Status", Status));
}
