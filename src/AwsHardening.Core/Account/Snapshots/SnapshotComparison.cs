using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Errors;
using AwsHardening.Sandbox.Snapshots;
using AwsHardening.Seam;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>
/// Compares two snapshots. Neither is held in memory: a digest of each resource of the first, and then only what differs.
/// </summary>
public static class SnapshotComparison
{
    /// <summary>What differs, by type and id.</summary>
    /// <param name="reference">The earlier snapshot.</param>
    /// <param name="difference">The later one.</param>
    /// <param name="host">Is warned where the two cannot be of one account.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="OperationException">A file is no snapshot, or damaged.</exception>
    public static async IAsyncEnumerable<AccountSnapshotDifference> CompareAsync(
        string reference, string difference, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        var differences = await Task.Run(() => Compare(reference, difference, host, cancellationToken), cancellationToken);
        foreach (var one in differences)
        {
            yield return one;
        }
    }

    private static List<AccountSnapshotDifference> Compare(
        string reference, string difference, IOperationHost host, CancellationToken cancellationToken)
    {
        var (before, unread) = Digests(reference, out var header, cancellationToken);
        Dictionary<Key, JsonObject> changed = [];
        List<(Key Key, JsonObject Data)> added = [];
        var other = Read(difference, record =>
        {
            var key = new Key(record.Type, record.Id);
            if (record.Data is null)
            {
                unread.Add(record.Type);
            }
            else if (!before.Remove(key, out var digest))
            {
                added.Add((key, record.Data));
            }
            else if (digest != SnapshotDiff.Digest(Content(record)))
            {
                changed.Add(key, Content(record));
            }
        }, cancellationToken);
        Warn(header, other, host);
        // What one of them did not ask for is not known there.
        unread.UnionWith(header.Types.Except(other.Types).Concat(other.Types.Except(header.Types)));
        List<AccountSnapshotDifference> found =
        [
            .. unread.Select(type => new AccountSnapshotDifference(type, "", AccountSnapshotChange.Unknown, [], null, null)),
            .. added.Where(one => !unread.Contains(one.Key.Type)).Select(one => new AccountSnapshotDifference(
                one.Key.Type, one.Key.Id, AccountSnapshotChange.Added, [], null, CanonicalJson.Write(one.Data))),
        ];
        // What is left of the first is not in the second.
        _ = Read(reference, record =>
        {
            var key = new Key(record.Type, record.Id);
            if (record.Data is null || unread.Contains(record.Type))
            {
                return;
            }

            if (before.ContainsKey(key))
            {
                found.Add(new AccountSnapshotDifference(
                    key.Type, key.Id, AccountSnapshotChange.Removed, [], CanonicalJson.Write(record.Data), null));
            }
            else if (changed.Remove(key, out var after))
            {
                var old = Content(record);
                found.Add(new AccountSnapshotDifference(
                    key.Type, key.Id, AccountSnapshotChange.Changed, Members(old, after), CanonicalJson.Write(old),
                    CanonicalJson.Write(after)));
            }
        }, cancellationToken);
        return [.. found.OrderBy(one => one.ResourceType, StringComparer.Ordinal).ThenBy(one => one.ResourceId, StringComparer.Ordinal)];
    }

    private static (Dictionary<Key, string> Digests, HashSet<string> Unread) Digests(
        string path, out SnapshotHeader header, CancellationToken cancellationToken)
    {
        Dictionary<Key, string> digests = [];
        HashSet<string> unread = new(StringComparer.Ordinal);
        header = Read(path, record =>
        {
            if (record.Data is null)
            {
                unread.Add(record.Type);
            }
            else
            {
                digests[new Key(record.Type, record.Id)] = SnapshotDiff.Digest(Content(record));
            }
        }, cancellationToken);
        return (digests, unread);
    }

    /// <summary>A group without its rules: they are resources of their own, with ids that tell which of them changed.</summary>
    private static JsonObject Content(SnapshotRecord record)
    {
        if (record.Type == SnapshotTypes.SecurityGroup.Name)
        {
            record.Data!.Remove("IpPermissions");
            record.Data.Remove("IpPermissionsEgress");
        }

        return record.Data!;
    }

    // A setting that could not be read on one side was neither set nor taken away.
    private static IReadOnlyList<AccountSnapshotMember> Members(JsonObject before, JsonObject after)
    {
        string[] unread = [.. UnreadMembers.Of(before), .. UnreadMembers.Of(after)];
        return [.. SnapshotDiff.Members(before, after).Where(member => !unread.Contains(member.Path.Split('.', '[')[0]))];
    }

    private static SnapshotHeader Read(string path, Action<SnapshotRecord> use, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = SnapshotReader.Open(path);
            foreach (var record in reader.Records())
            {
                cancellationToken.ThrowIfCancellationRequested();
                use(record);
            }

            return reader.Header;
        }
        catch (Exception e) when (e is SnapshotException or IOException or UnauthorizedAccessException)
        {
            throw SnapshotErrors.NotRead(path, e);
        }
    }

    private static void Warn(SnapshotHeader before, SnapshotHeader after, IOperationHost host)
    {
        if (before.Pseudonymized || after.Pseudonymized)
        {
            host.WriteWarning("A pseudonymized snapshot has names of its own: against another one every name and text differs.");
        }
        else if ((before.AccountId, before.Region) != (after.AccountId, after.Region))
        {
            host.WriteWarning(string.Create(
                CultureInfo.InvariantCulture,
                $"The snapshots are of different places: {before.AccountId} in {before.Region}, and {after.AccountId} in {after.Region}."));
        }
    }

    private readonly record struct Key(string Type, string Id);
}
