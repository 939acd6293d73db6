using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>Amazon EFS: file systems, and whether they are encrypted. Nothing is in them.</summary>
internal sealed class FileSystemService : SettingsService
{
    private readonly List<(string Region, JsonObject Shape)> _systems = [];

    public FileSystemService(SandboxAccount account)
        : base("efs", account)
    {
        Operations.Add("CreateFileSystem", Create);
        Operations.Add("DescribeFileSystems", call => Json.Of(("FileSystems", Json.List(_systems.Where(one => one.Region == call.Region).Select(one => one.Shape.DeepClone())))));
    }

    private JsonObject Create(ServiceCall call)
    {
        var id = Account.Ids.Next("fs");
        var shape = Json.Of(
            ("OwnerId", Account.AccountId), ("CreationToken", call.Required("CreationToken")), ("FileSystemId", id),
            ("FileSystemArn", $"arn:{AwsPartition.OfRegion(call.Region).Name}:elasticfilesystem:{call.Region}:{Account.AccountId}:file-system/{id}"),
            ("CreationTime", Json.Time(Account.Clock.GetUtcNow())), ("LifeCycleState", "available"), ("NumberOfMountTargets", 0),
            ("SizeInBytes", Json.Of(("Value", 0))), ("PerformanceMode", "generalPurpose"), ("Encrypted", call.Flag("Encrypted") ?? false),
            ("KmsKeyId", call.Text("KmsKeyId")), ("Tags", new JsonArray()));
        _systems.Add((call.Region, shape));
        return (JsonObject)shape.DeepClone();
    }
}
