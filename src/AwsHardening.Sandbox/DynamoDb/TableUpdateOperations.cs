using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.DynamoDb;

/// <summary>Settings of tables that can be changed later.</summary>
internal static class TableUpdateOperations
{
    public static void Register(Dictionary<string, Func<DynamoDbCall, JsonObject>> operations)
    {
        operations["UpdateTable"] = Update;
        operations["UpdateTimeToLive"] = UpdateTimeToLive;
        operations["DescribeTimeToLive"] = call => new JsonObject
        {
            ["TimeToLiveDescription"] = call.Table().TimeToLive?.DeepClone() ?? new JsonObject { ["TimeToLiveStatus"] = "DISABLED" },
        };
    }

    private static JsonObject Update(DynamoDbCall call)
    {
        var table = call.Table();
        if (table.Status != Table.Active)
        {
            throw DynamoDbErrors.InUse($"Attempt to change a resource which is still in use: Table is being {table.Status.ToLowerInvariant()}: {table.Name}");
        }

        var slow = false;
        if (call.Input.ContainsKey("SSESpecification"))
        {
            (table.Encryption, slow) = (TableOperations.Encryption(call), true);
        }

        if (call.Text("BillingMode") is { } mode)
        {
            (table.BillingMode, slow) = (mode, true);
        }

        if (call.Structure("ProvisionedThroughput") is { } throughput)
        {
            (table.ProvisionedThroughput, slow) = ((JsonObject)throughput.DeepClone(), true);
        }

        table.DeletionProtection = call.Flag("DeletionProtectionEnabled") ?? table.DeletionProtection;
        if (slow)
        {
            table.Begin(Table.Updating, call.State.Now);
        }

        return new JsonObject { ["TableDescription"] = TableOperations.Describe(table) };
    }

    private static JsonObject UpdateTimeToLive(DynamoDbCall call)
    {
        var (table, wanted) = (call.Table(), call.Structure("TimeToLiveSpecification")!);
        var enabled = (bool)wanted["Enabled"]!;
        if (enabled == table.TimeToLive is not null)
        {
            throw DynamoDbErrors.Validation($"TimeToLive is already {(enabled ? "enabled" : "disabled")}");
        }

        table.TimeToLive = enabled
            ? new JsonObject { ["TimeToLiveStatus"] = "ENABLED", ["AttributeName"] = wanted["AttributeName"]!.DeepClone() } : null;
        return new JsonObject { ["TimeToLiveSpecification"] = wanted.DeepClone() };
    }
}
