using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>Reads DynamoDB tables: their keys, encryption, protection, recovery, expiry and tags. Items are never read.</summary>
internal sealed class SnapshotTables(SnapshotParts parts)
{
    private static readonly SnapshotList s_tables =
        new("dynamodb", "ListTables", "TableNames", "ExclusiveStartTableName", "LastEvaluatedTableName") { Size = ("Limit", 100) };

    private static readonly SnapshotList s_tags = new("dynamodb", "ListTagsOfResource", "Tags", "NextToken", "NextToken");

    public async IAsyncEnumerable<IEnumerable<SnapshotRecord>> Pages([EnumeratorCancellation] CancellationToken token)
    {
        await foreach (var page in parts.Pages(s_tables, null, token))
        {
            JsonObject[] tables = [.. page.Select(listed => new JsonObject { ["TableName"] = listed[s_tables.Items]?.DeepClone() })];
            yield return await parts.RecordsAsync(SnapshotTypes.Table, tables, TableAsync, token);
        }
    }

    private static async Task TableAsync(SnapshotPart table)
    {
        var name = ("TableName", table.Id);
        if ((await table.AskAsync("DescribeTable", name))?["Table"] is not JsonObject described)
        {
            return;
        }

        foreach (var (member, value) in described)
        {
            table.Set(member, value);
        }

        // They change with every item.
        table.Drop("ItemCount", "TableSizeBytes");
        if ((await table.AskAsync("DescribeContinuousBackups", name))?["ContinuousBackupsDescription"]?["PointInTimeRecoveryDescription"]
            is JsonObject recovery)
        {
            // The ends of the time that can be gone back to move on by themselves.
            recovery.Remove("EarliestRestorableDateTime");
            recovery.Remove("LatestRestorableDateTime");
            table.Set("PointInTimeRecovery", recovery);
        }

        if ((await table.AskAsync("DescribeTimeToLive", name))?["TimeToLiveDescription"] is JsonObject expiry
            && (string?)expiry["TimeToLiveStatus"] != "DISABLED")
        {
            table.Set("TimeToLive", expiry);
        }

        if ((string?)table.Data["TableArn"] is { } arn)
        {
            table.Set("Tags", await table.ListAsync(s_tags, ("ResourceArn", arn)));
        }
    }
}
