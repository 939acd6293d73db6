using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>Amazon Redshift: clusters, their parameter groups and their audit logs, as far as settings go. Nothing runs in them.</summary>
internal sealed class WarehouseService : SettingsService
{
    private static readonly string[] s_kept = ["ClusterIdentifier", "NodeType", "MasterUsername", "KmsKeyId", "ClusterSubnetGroupName"];

    // What a cluster gets whose caller says nothing (Amazon Redshift Management Guide: Behavior changes in Amazon Redshift, January 2025).
    private const string NewestDefault = "default.redshift-2.0";

    private readonly Regional<SortedDictionary<string, JsonObject>> _clusters = new(_ => new(StringComparer.Ordinal));
    private readonly Regional<Dictionary<string, JsonObject>> _logging = new(_ => new(StringComparer.Ordinal));

    private readonly Regional<Dictionary<string, SortedDictionary<string, string>>> _groups = new(_ => new(StringComparer.Ordinal)
    {
        ["default.redshift-1.0"] = Parameters(requireSsl: false),
        [NewestDefault] = Parameters(requireSsl: true),
    });

    public WarehouseService(SandboxAccount account)
        : base("redshift", account)
    {
        Operations.Add("CreateCluster", Create);
        Operations.Add("DescribeClusters", call => RecordPages.Answer(
            call, "Clusters", call.Text("ClusterIdentifier") is null ? _clusters[call.Region].Values : [Find(call)]));
        Operations.Add("EnableLogging", Log);
        Operations.Add("DisableLogging", call =>
        {
            Find(call);
            _logging[call.Region].Remove(call.Required("ClusterIdentifier"));
            return Status(call);
        });
        Operations.Add("DescribeLoggingStatus", Status);
        Operations.Add("CreateClusterParameterGroup", AddGroup);
        Operations.Add("ModifyClusterParameterGroup", SetParameters);
        Operations.Add("DescribeClusterParameters", call => RecordPages.Answer(call, "Parameters", Group(call).Select(one => Json.Of(
            ("ParameterName", one.Key), ("ParameterValue", one.Value), ("Source", "engine-default"), ("DataType", "boolean"), ("AllowedValues", "true,false"),
            ("ApplyType", "static"), ("IsModifiable", true)))));
    }

    private static SortedDictionary<string, string> Parameters(bool requireSsl) => new(StringComparer.Ordinal)
    {
        ["auto_analyze"] = "true",
        ["enable_user_activity_logging"] = "false",
        ["require_ssl"] = requireSsl ? "true" : "false",
        ["use_fips_ssl"] = "false",
    };

    private JsonObject Find(ServiceCall call) => _clusters[call.Region].GetValueOrDefault(call.Required("ClusterIdentifier"))
        ?? throw new AwsErrorException("ClusterNotFound", $"Cluster {call.Text("ClusterIdentifier")} not found.", 404);

    private SortedDictionary<string, string> Group(ServiceCall call, string member = "ParameterGroupName") =>
        _groups[call.Region].GetValueOrDefault(call.Text(member) ?? NewestDefault)
            ?? throw new AwsErrorException("ClusterParameterGroupNotFound", $"ClusterParameterGroup not found: {call.Text(member)}", 404);

    private JsonObject Create(ServiceCall call)
    {
        var id = call.Required("ClusterIdentifier");
        _ = Group(call, "ClusterParameterGroupName");
        var cluster = Json.Of([.. s_kept.Select(member => (member, call.Input[member]?.DeepClone()))]);
        cluster["ClusterStatus"] = "available";
        cluster["ClusterNamespaceArn"] = $"arn:{AwsPartition.OfRegion(call.Region).Name}:redshift:{call.Region}:{Account.AccountId}:namespace:{Account.Ids.NextUuid("namespace")}";
        cluster["ClusterCreateTime"] = Json.Time(Account.Clock.GetUtcNow());
        cluster["DBName"] = call.Text("DBName") ?? "dev";
        cluster["Encrypted"] = call.Flag("Encrypted") ?? true;
        cluster["PubliclyAccessible"] = call.Flag("PubliclyAccessible") ?? false;
        cluster["AllowVersionUpgrade"] = call.Flag("AllowVersionUpgrade") ?? true;
        cluster["NumberOfNodes"] = call.Number("NumberOfNodes") ?? 1;
        cluster["ClusterParameterGroups"] = Json.List([Json.Of(("ParameterGroupName", call.Text("ClusterParameterGroupName") ?? NewestDefault), ("ParameterApplyStatus", "in-sync"))]);
        return _clusters[call.Region].TryAdd(id, cluster) ? Json.Of(("Cluster", cluster.DeepClone()))
            : throw new AwsErrorException("ClusterAlreadyExists", "Cluster already exists");
    }

    private JsonObject Log(ServiceCall call)
    {
        Find(call);
        _logging[call.Region][call.Required("ClusterIdentifier")] = Json.Of(
            ("LoggingEnabled", true), ("BucketName", call.Text("BucketName")), ("S3KeyPrefix", call.Text("S3KeyPrefix")),
            ("LogDestinationType", call.Text("LogDestinationType") ?? "s3"), ("LogExports", call.Input["LogExports"]?.DeepClone()));
        return Status(call);
    }

    private JsonObject Status(ServiceCall call)
    {
        Find(call);
        return (JsonObject?)_logging[call.Region].GetValueOrDefault(call.Required("ClusterIdentifier"))?.DeepClone() ?? Json.Of(("LoggingEnabled", false));
    }

    private JsonObject AddGroup(ServiceCall call)
    {
        var name = call.Required("ParameterGroupName");
        var family = call.Required("ParameterGroupFamily");
        return _groups[call.Region].TryAdd(name, Parameters(requireSsl: family == "redshift-2.0"))
            ? Json.Of(("ClusterParameterGroup", Json.Of(("ParameterGroupName", name), ("ParameterGroupFamily", family), ("Description", call.Text("Description")))))
            : throw new AwsErrorException("ClusterParameterGroupAlreadyExists", "Parameter group already exists");
    }

    private JsonObject SetParameters(ServiceCall call)
    {
        var (name, group) = (call.Required("ParameterGroupName"), Group(call));
        if (name.StartsWith("default.", StringComparison.Ordinal))
        {
            throw new AwsErrorException("InvalidClusterParameterGroupState", $"The parameter group {name} cannot be modified");
        }

        foreach (var one in call.Items("Parameters"))
        {
            var parameter = one.Text("ParameterName") ?? "";
            group[parameter] = group.ContainsKey(parameter) ? one.Text("ParameterValue") ?? "" : throw new AwsErrorException("InvalidParameterValue", $"Could not find parameter with name: {parameter}");
        }

        return Json.Of(("ParameterGroupName", name), ("ParameterGroupStatus", "Your parameter group has been updated. Changes to static parameters take effect when the cluster is rebooted."));
    }
}
