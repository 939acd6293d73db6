using System.Reflection;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Sandbox.Snapshots;
using AwsHardening.Seam;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>Copies what the module can change or reason about in a Region into one file.</summary>
public static class SnapshotExport
{
    private const string Activity = "Exporting the account";

    /// <summary>Reads by pages and writes each page before it reads the next.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">Where to and how.</param>
    /// <param name="host">Is asked whether to write; told of progress, and of each list that could not be read.</param>
    /// <param name="cancellationToken">Stops the reading; nothing is left of the file.</param>
    /// <returns>What was written; null where the host said no.</returns>
    /// <exception cref="OperationException">The caller is unknown, or the file cannot be written.</exception>
    public static async Task<AccountSnapshot?> ExportAsync(
        HardeningSession session, SnapshotOptions options, IOperationHost host, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(host);
        var aws = AwsSession.Of(session);
        CheckPlace(options);
        var caller = await CallerIdentityOperation.OnceAsync(session, cancellationToken);
        if (!await host.ShouldProcessAsync(options.Path, $"Write a snapshot of account {caller.AccountId} in {session.Region}", cancellationToken))
        {
            return null;
        }

        var pseudonyms = options.Pseudonymize ? new Pseudonyms(options.Salt, session.Region) : null;
        var header = new SnapshotHeader(
            pseudonyms?.AccountId(caller.AccountId) ?? caller.AccountId, session.Partition, session.Region, aws.Settings.Time.GetUtcNow(),
            options.Pseudonymize, Assembly.GetExecutingAssembly().GetName().Version!.ToString(3),
            [.. SnapshotTypes.All.Select(type => type.Name)]);
        try
        {
            using var writer = new SnapshotWriter(options.Path, header);
            var (buckets, parts) = (new SnapshotBuckets(aws, caller.AccountId), new SnapshotParts(aws));
            var unread = await ReadAsync(new SnapshotPages(aws.Ec2, session.Region, buckets, parts), writer, pseudonyms, session, host, cancellationToken);
            unread = [.. unread, .. await ReportAsync(buckets, parts, session, host, cancellationToken)];
            writer.Complete(options.Force);
            return new AccountSnapshot(
                options.Path, header.AccountId, header.Region, header.ExportedAt, writer.Counts.Values.Sum(), unread, header.Pseudonymized,
                new FileInfo(options.Path).Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SnapshotErrors.NotWritten(options.Path, e);
        }
        finally
        {
            host.WriteProgress(Activity, "", 101);
        }
    }

    private static void CheckPlace(SnapshotOptions options)
    {
        if (File.Exists(options.Path) && !options.Force)
        {
            throw SnapshotErrors.Exists(options.Path);
        }

        if (!Directory.Exists(Path.GetDirectoryName(options.Path)))
        {
            throw SnapshotErrors.NoFolder(options.Path);
        }
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(
        SnapshotPages pages, SnapshotWriter writer, Pseudonyms? pseudonyms, HardeningSession session, IOperationHost host,
        CancellationToken cancellationToken)
    {
        Dictionary<SnapshotType, Exception> unread = [];
        foreach (var (type, index) in SnapshotTypes.All.Select((type, index) => (type, index)))
        {
            var reason = Source(type) is { } source ? unread.GetValueOrDefault(source) : null;
            try
            {
                if (reason is null)
                {
                    await foreach (var page in pages.Of(type, cancellationToken).WithCancellation(cancellationToken))
                    {
                        foreach (var record in page)
                        {
                            writer.Write(pseudonyms?.Replace(record) ?? record);
                        }

                        host.WriteProgress(
                            Activity, $"{type.Name}: {writer.Counts.GetValueOrDefault(type.Name):N0}", index * 100 / SnapshotTypes.All.Count);
                    }
                }
            }
            catch (Exception e) when (e is not (IOException or UnauthorizedAccessException)
                && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                reason = e;
                await host.WriteErrorAsync(AwsErrors.Describe(e, $"reading {type.Name} for the snapshot", IamActions.Of(type.Service, type.Operations[0]), session), cancellationToken);
            }

            if (reason is not null)
            {
                unread[type] = reason;
                // Unread is never empty: whoever loads the snapshot gets the same answer as was got here.
                writer.Write(new SnapshotRecord(type.Name)
                {
                    Unread = pseudonyms is null ? reason.Message : "could not be read",
                    ErrorCode = AwsErrors.Code(reason),
                });
            }
        }

        return [.. unread.Keys.Select(type => type.Name)];
    }

    /// <summary>One error a setting, however many resources kept it to themselves.</summary>
    private static async Task<IReadOnlyList<string>> ReportAsync(
        SnapshotBuckets buckets, SnapshotParts parts, HardeningSession session, IOperationHost host, CancellationToken cancellationToken)
    {
        var unread = buckets.Unread.Select(pair => (Name: $"{SnapshotTypes.Bucket.Name} {pair.Key}", pair.Value.First, pair.Value.Count))
            .Concat(parts.Unread.Select(pair => (Name: $"{pair.Key.Type} {pair.Key.Operation}", pair.Value.First, pair.Value.Count)))
            .OrderBy(one => one.Name, StringComparer.Ordinal).ToArray();
        foreach (var (_, first, count) in unread)
        {
            var others = count > 1 ? $" and {count - 1:N0} others" : "";
            await host.WriteErrorAsync(
                AwsErrors.Describe(first, $"reading {first.What}{others} for the snapshot", first.IamAction, session), cancellationToken);
        }

        return [.. unread.Select(one => one.Name)];
    }

    /// <summary>The list that another is read along.</summary>
    private static SnapshotType? Source(SnapshotType type) =>
        type == SnapshotTypes.VpcAttribute ? SnapshotTypes.Vpc : type == SnapshotTypes.PrefixListEntries ? SnapshotTypes.PrefixList
        : type == SnapshotTypes.Listener ? SnapshotTypes.LoadBalancer : null;
}
