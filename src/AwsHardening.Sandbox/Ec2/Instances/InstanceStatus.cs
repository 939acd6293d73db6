using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>The life of an instance. AWS documentation page: "Amazon EC2 instance state changes".</summary>
internal sealed record InstanceStatus(int Code, string Name)
{
    public static readonly InstanceStatus Pending = new(0, "pending");
    public static readonly InstanceStatus Running = new(16, "running");
    public static readonly InstanceStatus ShuttingDown = new(32, "shutting-down");
    public static readonly InstanceStatus Terminated = new(48, "terminated");
    public static readonly InstanceStatus Stopping = new(64, "stopping");
    public static readonly InstanceStatus Stopped = new(80, "stopped");

    public JsonObject Shape() => Json.Of(("Code", Code), ("Name", Name));
}
