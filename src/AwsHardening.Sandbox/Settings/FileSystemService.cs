using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>Amazon EFS: file systems, whether they are encrypted, and their policies. Nothing is in them.</summary>
internal sealed class FileSystemService : SettingsService
{
    private const int PageSize = 100;

    private readonly Regional<List<JsonObject>> _regions = new(_ => []);
    private readonly Dictionary<string, string> _policies = new(StringComparer.Ordinal);

    public FileSystemService(SandboxAccount account)
        : base("efs", account)
    {
        Operations.Add("CreateFileSystem", Create);
        Operations.Add("DescribeFileSystems", List);
        Operations.Add("PutFileSystemPolicy", Put);
        Operations.Add("DescribeFileSystemPolicy", call => WithPolicy(Find(call)));
        Operations.Add("DeleteFileSystemPolicy", call => { _policies.Remove(Find(call)); });
    }

    private static AwsErrorException Error(string code, string message, int status) => new(code, message, status) { Details = Json.Of(("ErrorCode", code)) };

    private string Find(ServiceCall call) => call.Required("FileSystemId") is var id && _regions[call.Region].Exists(one => one.Text("FileSystemId") == id) ? id
        : throw Error("FileSystemNotFound", $"File system '{id}' does not exist.", 404);

    private JsonObject Create(ServiceCall call)
    {
        var id = Account.Ids.Next("fs");
        var shape = Json.Of(
            ("OwnerId", Account.AccountId), ("CreationToken", call.Required("CreationToken")), ("FileSystemId", id),
            ("FileSystemArn", $"arn:{AwsPartition.OfRegion(call.Region).Name}:elasticfilesystem:{call.Region}:{Account.AccountId}:file-system/{id}"),
            ("CreationTime", Json.Time(Account.Clock.GetUtcNow())), ("LifeCycleState", "available"), ("NumberOfMountTargets", 0),
            ("SizeInBytes", Json.Of(("Value", 0))), ("PerformanceMode", "generalPurpose"), ("Encrypted", call.Flag("Encrypted") ?? false),
            ("KmsKeyId", call.Text("KmsKeyId")), ("Tags", new JsonArray()));
        _regions[call.Region].Add(shape);
        return (JsonObject)shape.DeepClone();
    }

    private JsonObject List(ServiceCall call)
    {
        var wanted = call.Text("FileSystemId") is null ? null : Find(call);
        var (page, next) = PageToken.Cut(
            call.Operation, [.. _regions[call.Region].Where(one => wanted is null || one.Text("FileSystemId") == wanted).Select(one => one.DeepClone())],
            Math.Min(call.Number("MaxItems") ?? PageSize, PageSize), call.Text("Marker"), () => Error("BadRequest", "Invalid Marker.", 400));
        return Json.Of(("Marker", call.Text("Marker")), ("FileSystems", Json.List(page)), ("NextMarker", next));
    }

    private JsonObject WithPolicy(string id) => Json.Of(
        ("FileSystemId", id), ("Policy", _policies.GetValueOrDefault(id) ?? throw Error("PolicyNotFound", "No policy found for the specified file system.", 404)));

    private JsonObject Put(ServiceCall call)
    {
        var (id, policy) = (Find(call), call.Required("Policy"));
        _policies[id] = ResourcePolicy.IsPolicy(policy) ? policy : throw Error("InvalidPolicyException", "Policy contains invalid syntax.", 400);
        return WithPolicy(id);
    }
}
