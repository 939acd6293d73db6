using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.DynamoDb;

/// <summary>Point-in-time recovery.</summary>
internal static class BackupOperations
{
    public static void Register(Dictionary<string, Func<DynamoDbCall, JsonObject>> operations)
    {
        operations["DescribeContinuousBackups"] = call => Describe(call, Find(call));
        operations["UpdateContinuousBackups"] = Update;
    }

    private static JsonObject Update(DynamoDbCall call)
    {
        var (table, wanted) = (Find(call), call.Structure("PointInTimeRecoverySpecification")!);
        if (table.Status == Table.Creating)
        {
            throw new AwsErrorException(
                "ContinuousBackupsUnavailableException", $"Backups are being enabled for the table: {table.Name}. Please retry later");
        }

        var enabled = (bool)wanted["PointInTimeRecoveryEnabled"]!;
        if (enabled && !table.PointInTimeRecovery)
        {
            table.RecoveryStart = call.State.Now;
        }

        table.PointInTimeRecovery = enabled;
        table.RecoveryPeriodInDays = (int?)wanted["RecoveryPeriodInDays"] ?? table.RecoveryPeriodInDays;
        return Describe(call, table);
    }

    private static JsonObject Describe(DynamoDbCall call, Table table)
    {
        var recovery = new JsonObject { ["PointInTimeRecoveryStatus"] = table.PointInTimeRecovery ? "ENABLED" : "DISABLED" };
        if (table.PointInTimeRecovery)
        {
            recovery["RecoveryPeriodInDays"] = table.RecoveryPeriodInDays;
        }

        // A copy does not know since when.
        if (table is { PointInTimeRecovery: true, RecoveryStart: { } start })
        {
            recovery["EarliestRestorableDateTime"] = TableOperations.Time(start);
            recovery["LatestRestorableDateTime"] = TableOperations.Time(call.State.Now);
        }

        return new JsonObject
        {
            ["ContinuousBackupsDescription"] = new JsonObject
            {
                ["ContinuousBackupsStatus"] = "ENABLED",
                ["PointInTimeRecoveryDescription"] = recovery,
            },
        };
    }

    // These two operations have a word of their own for a table that is not there.
    private static Table Find(DynamoDbCall call)
    {
        try
        {
            return call.Table();
        }
        catch (AwsErrorException)
        {
            throw new AwsErrorException("TableNotFoundException", $"Table not found: {call.Text("TableName")}");
        }
    }
}
