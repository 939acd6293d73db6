using System.Runtime.CompilerServices;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>Reads KMS keys, who may use them, and their aliases.</summary>
internal sealed class SnapshotKeys(SnapshotParts parts)
{
    private static readonly SnapshotList s_keys = new("kms", "ListKeys", "Keys", "Marker", "NextMarker") { Size = ("Limit", 1000) };
    private static readonly SnapshotList s_aliases = new("kms", "ListAliases", "Aliases", "Marker", "NextMarker") { Size = ("Limit", 100) };
    private static readonly SnapshotList s_tags = new("kms", "ListResourceTags", "Tags", "Marker", "NextMarker");

    public async IAsyncEnumerable<IEnumerable<SnapshotRecord>> Pages(SnapshotType type, [EnumeratorCancellation] CancellationToken token)
    {
        await foreach (var page in parts.Pages(type == SnapshotTypes.Key ? s_keys : s_aliases, null, token))
        {
            yield return await parts.RecordsAsync(type, page, type == SnapshotTypes.Key ? KeyAsync : _ => Task.CompletedTask, token);
        }
    }

    private static async Task KeyAsync(SnapshotPart key)
    {
        var id = ("KeyId", key.Id);
        if ((await key.AskAsync("DescribeKey", id))?["KeyMetadata"] is System.Text.Json.Nodes.JsonObject metadata)
        {
            key.Drop("KeyArn");
            foreach (var (member, value) in metadata)
            {
                key.Set(member, value);
            }
        }

        key.Set("Policy", (await key.AskAsync("GetKeyPolicy", id))?["Policy"]);
        // Only symmetric keys whose material is KMS's own can rotate; of others the question is refused.
        if ((string?)key.Data["KeySpec"] is "SYMMETRIC_DEFAULT" && (string?)key.Data["Origin"] is "AWS_KMS"
            && await key.AskAsync("GetKeyRotationStatus", id) is { } rotation)
        {
            key.Set("KeyRotationEnabled", rotation["KeyRotationEnabled"]);
            key.Set("RotationPeriodInDays", rotation["RotationPeriodInDays"]);
        }

        key.Set("Tags", await key.ListAsync(s_tags, id));
    }
}
