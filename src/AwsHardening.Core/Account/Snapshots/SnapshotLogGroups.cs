using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>Reads log groups: their retention, key and tags, and that they hold something. What they hold is never read.</summary>
internal sealed class SnapshotLogGroups(SnapshotParts parts)
{
    // What the embedded account looks for when it loads a group.
    private const string HoldsStreams = "holdsLogStreams";

    private static readonly SnapshotList s_groups = new("logs", "DescribeLogGroups", "logGroups", "nextToken", "nextToken") { Size = ("limit", 50) };

    public async IAsyncEnumerable<IEnumerable<SnapshotRecord>> Pages([EnumeratorCancellation] CancellationToken token)
    {
        await foreach (var page in parts.Pages(s_groups, null, token))
        {
            yield return await parts.RecordsAsync(SnapshotTypes.LogGroup, page, GroupAsync, token);
        }
    }

    private static async Task GroupAsync(SnapshotPart group)
    {
        group.Drop("storedBytes", "metricFilterCount");
        var arn = (string?)group.Data["logGroupArn"] ?? ((string?)group.Data["arn"] ?? "").Replace(":*", "", StringComparison.Ordinal);
        group.Set("tags", (await group.AskAsync("ListTagsForResource", ("resourceArn", arn)))?["tags"]);
        // A group that holds logs is not deleted lightly: that much has to be known of them.
        var streams = await group.AskAsync("DescribeLogStreams", ("logGroupName", group.Id));
        group.Set(HoldsStreams, streams?["logStreams"] is JsonArray { Count: > 0 } ? true : null);
    }
}
