using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>Amazon RDS: database instances and clusters with the settings they were made with, and their snapshots. Nothing runs in them.</summary>
internal sealed class DatabaseService : SettingsService
{
    private const string NewestAuthority = "rds-ca-rsa2048-g1";

    private static readonly string[] s_kept = ["DBInstanceIdentifier", "DBInstanceClass", "Engine", "DBClusterIdentifier", "KmsKeyId"];
    private static readonly string[] s_keptOfCluster = ["DBClusterIdentifier", "Engine", "KmsKeyId"];

    private readonly SortedDictionary<(string Region, string Id), JsonObject> _instances = [];
    private readonly SortedDictionary<(string Region, string Id), JsonObject> _clusters = [];
    private readonly DatabaseParameters _parameters = new();

    public DatabaseService(SandboxAccount account)
        : base("rds", account)
    {
        Operations.Add("CreateDBInstance", Create);
        Operations.Add("DescribeDBInstances", call => RecordPages.Answer(
            call, "DBInstances", call.Text("DBInstanceIdentifier") is { } id ? [Find(call.Region, id)] : _instances.Where(one => one.Key.Region == call.Region).Select(one => one.Value)));
        Operations.Add("CreateDBCluster", CreateCluster);
        _parameters.Register(Operations);
        new DatabaseSnapshots(account, "DBSnapshot", "DBInstance", "snapshot") { Source = Find }.Register(Operations);
        new DatabaseSnapshots(account, "DBClusterSnapshot", "DBCluster", "cluster-snapshot") { Source = FindCluster, ErrorsEnd = "Fault" }.Register(Operations);
    }

    private JsonObject Find(string region, string id) => _instances.GetValueOrDefault((region, id))
        ?? throw new AwsErrorException("DBInstanceNotFound", $"DBInstance {id} not found.", 404);

    private JsonObject FindCluster(string region, string id) => _clusters.GetValueOrDefault((region, id))
        ?? throw new AwsErrorException("DBClusterNotFoundFault", $"DBCluster {id} not found.", 404);

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
        instance["BackupRetentionPeriod"] = call.Number("BackupRetentionPeriod") ?? 1;
        instance["DBParameterGroups"] = Json.List([Json.Of(("DBParameterGroupName", _parameters.Of(call)), ("ParameterApplyStatus", "in-sync"))]);
        instance["CACertificateIdentifier"] = call.Text("CACertificateIdentifier") ?? NewestAuthority;
        return _instances.TryAdd((call.Region, id), instance) ? Json.Of(("DBInstance", instance.DeepClone()))
            : throw new AwsErrorException("DBInstanceAlreadyExists", "DB instance already exists");
    }

    private JsonObject CreateCluster(ServiceCall call)
    {
        var id = call.Required("DBClusterIdentifier");
        var cluster = Json.Of([.. s_keptOfCluster.Select(member => (member, call.Input[member]?.DeepClone()))]);
        cluster["DBClusterArn"] = $"arn:{AwsPartition.OfRegion(call.Region).Name}:rds:{call.Region}:{Account.AccountId}:cluster:{id}";
        cluster["Status"] = "available";
        cluster["StorageEncrypted"] = call.Flag("StorageEncrypted") ?? false;
        cluster["BackupRetentionPeriod"] = call.Number("BackupRetentionPeriod") ?? 1;
        return _clusters.TryAdd((call.Region, id), cluster) ? Json.Of(("DBCluster", cluster.DeepClone()))
            : throw new AwsErrorException("DBClusterAlreadyExistsFault", "DB cluster already exists");
    }
}
