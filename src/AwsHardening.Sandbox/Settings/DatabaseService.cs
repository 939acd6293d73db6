using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>Amazon RDS: database instances with the settings they were made with. Nothing runs in them.</summary>
internal sealed class DatabaseService : SettingsService
{
    private static readonly string[] s_kept = ["DBInstanceIdentifier", "DBInstanceClass", "Engine", "DBClusterIdentifier", "KmsKeyId"];

    private readonly SortedDictionary<(string Region, string Id), JsonObject> _instances = [];

    public DatabaseService(SandboxAccount account)
        : base("rds", account)
    {
        Operations.Add("CreateDBInstance", Create);
        Operations.Add("DescribeDBInstances", call => Json.Of(("DBInstances", Json.List(
            _instances.Where(one => one.Key.Region == call.Region && one.Key.Id == (call.Text("DBInstanceIdentifier") ?? one.Key.Id)).Select(one => one.Value.DeepClone())))));
    }

    private JsonObject Create(ServiceCall call)
    {
        var id = call.Required("DBInstanceIdentifier");
        var instance = Json.Of([.. s_kept.Select(member => (member, call.Input[member]?.DeepClone()))]);
        instance["DBInstanceArn"] = $"arn:{AwsPartition.OfRegion(call.Region).Name}:rds:{call.Region}:{Account.AccountId}:db:{id}";
        instance["DBInstanceStatus"] = "available";
        instance["StorageEncrypted"] = call.Flag("StorageEncrypted") ?? false;
        instance["PubliclyAccessible"] = call.Flag("PubliclyAccessible") ?? false;
        instance["MultiAZ"] = call.Flag("MultiAZ") ?? false;
        instance["AutoMinorVersionUpgrade"] = call.Flag("AutoMinorVersionUpgrade") ?? true;
        return _instances.TryAdd((call.Region, id), instance) ? Json.Of(("DBInstance", instance.DeepClone()))
            : throw new AwsErrorException("DBInstanceAlreadyExists", "DB instance already exists");
    }
}
