using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Encryption.Store;

/// <summary>What is done to one data key.</summary>
public enum DataKeyAction
{
    /// <summary>Makes it.</summary>
    New,

    /// <summary>Makes a new version; data of the old ones stays readable.</summary>
    Update,

    /// <summary>Encrypts its versions afresh, under the same KMS key or another, without anybody seeing them.</summary>
    Rewrap,

    /// <summary>Stops new use.</summary>
    Disable,
}

/// <summary>Data keys of a store: made, listed, renewed, disabled. None is ever overwritten or deleted.</summary>
public static partial class DataKeyOperation
{
    private const int KeyLength = 32;

    /// <summary>Does something to each data key.</summary>
    /// <param name="session">The session; the table is in its Region.</param>
    /// <param name="action">What.</param>
    /// <param name="ids">The keys' ids.</param>
    /// <param name="options">How.</param>
    /// <param name="host">Asked before every change; takes one error a key at most.</param>
    /// <param name="cancellationToken">Stops before the next change.</param>
    public static IAsyncEnumerable<DataKey> ChangeAsync(
        HardeningSession session, DataKeyAction action, IReadOnlyList<string> ids, StoreOptions options, IOperationHost host,
        CancellationToken cancellationToken) => ChangeAsync(session, action, ids, options, host, book: null, cancellationToken);

    /// <summary>Works the changes out without making them.</summary>
    /// <inheritdoc cref="ChangeAsync(HardeningSession, DataKeyAction, IReadOnlyList{string}, StoreOptions, IOperationHost, CancellationToken)"/>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static async Task<HardeningPlan?> PlanAsync(
        HardeningSession session, DataKeyAction action, IReadOnlyList<string> ids, StoreOptions options, IOperationHost host,
        CancellationToken cancellationToken)
    {
        var book = new PlanBook();
        await foreach (var _ in ChangeAsync(session, action, ids, options, host, book, cancellationToken))
        {
            // The book has it.
        }

        return await PlanWriter.WriteAsync(session, book, view: null, cancellationToken);
    }

    /// <summary>Reads data keys; nothing in plain.</summary>
    /// <param name="session">The session.</param>
    /// <param name="ids">Which; empty for all of the table.</param>
    /// <param name="tableName">The table.</param>
    /// <param name="host">Takes one error a key that is not there.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async IAsyncEnumerable<DataKey> FindAsync(
        HardeningSession session, IReadOnlyList<string> ids, string tableName, IOperationHost host,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await StoreRun.BeginAsync(session, new StoreOptions(), host, new PlanBook(), cancellationToken) is not { } run)
        {
            yield break;
        }

        await using (run)
        {
            var store = new DataKeyStoreReader(run.Session, tableName);
            foreach (var id in ids)
            {
                if (await run.OneAsync(
                    $"reading data key {id}", "dynamodb:GetItem", id,
                    async () => (DataKey?)Record(run, await store.ReadAsync(id, cancellationToken), tableName, null), cancellationToken) is { } key)
                {
                    yield return key;
                }
            }

            if (ids.Count > 0)
            {
                yield break;
            }

            var all = await run.OneAsync(
                $"reading the data keys of {tableName}", "dynamodb:Scan", tableName, () => AllAsync(store, cancellationToken), cancellationToken);
            foreach (var key in all ?? [])
            {
                yield return Record(run, key, tableName, null);
            }
        }
    }

    private static async Task<List<StoredDataKey>?> AllAsync(DataKeyStoreReader store, CancellationToken cancellationToken)
    {
        List<StoredDataKey> keys = [];
        await foreach (var item in store.ItemsAsync(cancellationToken))
        {
            // What others keep in the same table is not ours to show.
            if (DataKeyItem.Read(item) is { } key)
            {
                keys.Add(key);
            }
        }

        return [.. keys.OrderBy(key => key.Id, StringComparer.Ordinal)];
    }

    private static async IAsyncEnumerable<DataKey> ChangeAsync(
        HardeningSession session, DataKeyAction action, IReadOnlyList<string> ids, StoreOptions options, IOperationHost host, PlanBook? book,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await StoreRun.BeginAsync(session, options, host, book, cancellationToken) is not { } run)
        {
            yield break;
        }

        await using (run)
        {
            var store = new DataKeyStoreReader(run.Session, options.TableName);
            foreach (var id in ids.Distinct(StringComparer.Ordinal))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (doing, iam) = action switch
                {
                    DataKeyAction.New or DataKeyAction.Update => ("making a data key", "kms:GenerateDataKeyWithoutPlaintext"),
                    DataKeyAction.Rewrap => ("encrypting a data key afresh", "kms:ReEncryptFrom and kms:ReEncryptTo"),
                    _ => ("disabling a data key", "dynamodb:GetItem"),
                };
                if (await run.OneAsync(
                    $"{doing} ({id})", iam, id, () => OneAsync(run, store, action, id, options, book is not null, cancellationToken), cancellationToken) is { } key)
                {
                    yield return key;
                }
            }
        }
    }

    private static async Task<DataKey?> OneAsync(
        StoreRun run, DataKeyStoreReader store, DataKeyAction action, string id, StoreOptions options, bool planning,
        CancellationToken cancellationToken)
    {
        if (!DataKeyId().IsMatch(id))
        {
            throw StoreErrors.BadId(id);
        }

        var item = await ItemAsync(store, id, cancellationToken);
        StoredDataKey? present = null;
        if (action != DataKeyAction.New)
        {
            present = item is null ? throw StoreErrors.NotThere(id, store.TableName)
                : DataKeyItem.Read(item) ?? throw StoreErrors.NotOurs(id, store.TableName);
        }
        else if (item is not null)
        {
            throw new OperationException(StoreErrors.Exists(id, store.TableName));
        }

        var (change, action2, after) = await WorkOutAsync(run, store.TableName, action, id, present, options, cancellationToken);
        if (change is null)
        {
            return Record(run, after, store.TableName, null);
        }

        var result = await run.RunAsync(
            change, action2,
            failed => AwsErrors.Code(failed.Error!.Cause ?? new InvalidOperationException()) == "ConditionalCheckFailedException"
                ? StoreErrors.MadeMeanwhile(id, store.TableName, failed.Error.Cause) : null,
            cancellationToken);
        // What was true of a key a moment ago is not to be used any more.
        run.Session.DataKeys.Clear();
        return result.IsApplied && !planning ? Record(run, after, store.TableName, change.Id) : null;
    }

    private static async Task<(ResourceChange? Change, string Action, StoredDataKey After)> WorkOutAsync(
        StoreRun run, string table, DataKeyAction action, string id, StoredDataKey? present, StoreOptions options, CancellationToken cancellationToken)
    {
        var resource = DataKeyKind.ResourceId(table, id);
        ResourceChange Header(string why) => run.Header(DataKeyKind.Type, resource, id, why);
        switch (action)
        {
            case DataKeyAction.New:
                var first = await GenerateAsync(run, id, 1, options.KmsKeyId ?? StoreOptions.DefaultAlias, cancellationToken);
                return (
                    DataKeyChanges.New(Header($"Makes data key '{id}' in table {table}, encrypted under {first.KeyArn}."), table, id, first),
                    "Create a data key", new StoredDataKey(id, 1, true, [first]));
            case DataKeyAction.Update:
                var number = present!.Versions.Max(version => version.Number) + 1;
                var keyId = options.KmsKeyId ?? present.Versions.First(version => version.Number == present.Current).KeyArn;
                var added = await GenerateAsync(run, id, number, keyId, cancellationToken);
                return (
                    DataKeyChanges.AddVersion(Header($"Makes version {number} of data key '{id}'; what earlier versions encrypted stays readable."), table, present, added),
                    $"Make version {number} current", present with { Current = number, Versions = [.. present.Versions, added] });
            case DataKeyAction.Rewrap:
                var versions = await ReEncryptAsync(run, present!, options.KmsKeyId, cancellationToken);
                return (
                    DataKeyChanges.Rewrap(Header($"Encrypts the {versions.Count} version(s) of data key '{id}' afresh under {versions[^1].New.KeyArn}; messages keep what they carry."), table, id, versions),
                    "Encrypt the data key afresh", present! with { Versions = [.. versions.Select(pair => pair.New)] });
            default:
                return (
                    present!.IsEnabled ? DataKeyChanges.Disable(Header($"Stops new use of data key '{id}'; what it encrypted stays readable."), table, id) : null,
                    "Stop new use", present with { IsEnabled = false });
        }
    }

    private static async Task<DataKeyVersion> GenerateAsync(StoreRun run, string id, int number, string keyId, CancellationToken cancellationToken)
    {
        var context = DataKeyContext.Of(id, number);
        var (blob, key) = await run.Kms.GenerateWithoutPlaintextAsync(keyId, KeyLength, context, cancellationToken);
        return new DataKeyVersion(number, key.Text, blob, context, run.Session.Settings.Time.GetUtcNow());
    }

    private static async Task<List<(DataKeyVersion Old, DataKeyVersion New)>> ReEncryptAsync(
        StoreRun run, StoredDataKey key, string? keyId, CancellationToken cancellationToken)
    {
        List<(DataKeyVersion Old, DataKeyVersion New)> versions = [];
        foreach (var old in key.Versions)
        {
            var (blob, arn) = await run.Kms.ReEncryptAsync(old.KeyArn, keyId ?? old.KeyArn, old.Blob, old.Context, cancellationToken);
            versions.Add((old, old with { KeyArn = arn.Text, Blob = blob }));
        }

        return versions;
    }

    private static async Task<System.Text.Json.Nodes.JsonObject?> ItemAsync(DataKeyStoreReader store, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ItemAsync(id, cancellationToken);
        }
        catch (Amazon.Runtime.AmazonServiceException e)
        {
            throw new UnreadFactException(e) { What = $"data key {id} of table {store.TableName}", IamAction = "dynamodb:GetItem" };
        }
    }

    private static DataKey Record(StoreRun run, StoredDataKey key, string table, string? changeId)
    {
        var current = key.Versions.First(version => version.Number == key.Current);
        run.Session.SeenIds[$"data-key:{key.Id}"] = $"{table}, version {key.Current}";
        run.Session.SeenIds[current.KeyArn] = $"KMS key of data key {key.Id}";
        return new DataKey
        {
            DataKeyId = key.Id,
            Version = key.Current,
            VersionCount = key.Versions.Count,
            Status = key.IsEnabled ? DataKeyItem.Enabled : DataKeyItem.Disabled,
            KeyArn = current.KeyArn,
            EncryptionContext = current.Context,
            CreatedAt = current.CreatedAt,
            TableName = table,
            Region = run.Session.Region,
            ChangeId = changeId,
        };
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._:/@-]{1,255}\z")]
    private static partial Regex DataKeyId();
}
