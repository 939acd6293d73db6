using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Ec2.Snapshots;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.DynamoDb;

/// <summary>Puts a snapshot's tables into the state of a new account. What is in them is not known there.</summary>
internal sealed class TableLoader(DynamoDbService service, string region) : ServiceLoader("dynamodb", service.NewCopy(region))
{
    // What other operations than DescribeTable answer, as lines of snapshots have it.
    private const string Recovery = "PointInTimeRecovery";
    private const string Expiry = "TimeToLive";
    private const string Tags = "Tags";

    protected override void Add(SnapshotRecord record, JsonObject data)
    {
        var (name, arn) = (data.Text("TableName")!, data.Text("TableArn") ?? "");
        if (data["KeySchema"] is not JsonArray keys)
        {
            // Known by its name alone: every question about it is refused, and its name is taken.
            keys = [];
        }

        var recovery = data[Recovery] as JsonObject;
        var table = new Table
        {
            Name = name,
            Arn = arn,
            Id = data.Text("TableId") ?? "",
            IsCopy = true,
            Created = data.Text("CreationDateTime") is { } time ? LoadScene.Time(time) : default,
            KeySchema = (JsonArray)keys.DeepClone(),
            AttributeDefinitions = data["AttributeDefinitions"]?.DeepClone() as JsonArray ?? [],
            HashKey = TableOperations.KeyName(keys, "HASH") ?? "",
            RangeKey = TableOperations.KeyName(keys, "RANGE"),
            BillingMode = (data["BillingModeSummary"] as JsonObject)?.Text("BillingMode") ?? "PROVISIONED",
            ProvisionedThroughput = data["ProvisionedThroughput"]?.DeepClone() as JsonObject,
            Encryption = data["SSEDescription"]?.DeepClone() as JsonObject,
            DeletionProtection = data.Flag("DeletionProtectionEnabled") is true,
            PointInTimeRecovery = recovery?.Text("PointInTimeRecoveryStatus") == "ENABLED",
            RecoveryPeriodInDays = recovery?.Number("RecoveryPeriodInDays") ?? 35,
            TimeToLive = data[Expiry]?.DeepClone() as JsonObject,
        };
        TagOperations.Put(table, data[Tags] as JsonArray);
        service.State.Tables[(region, name)] = table;
        AddUnread(data, name, arn);
    }

    protected override void Compare(string type, JsonObject data)
    {
        if (data.ContainsKey("KeySchema"))
        {
            var table = service.State.Tables[(region, data.Text("TableName")!)];
            table.Overlay = SnapshotOverlay.Between(TableOperations.Describe(table), Shown(data, Recovery, Expiry, Tags));
        }
    }
}
