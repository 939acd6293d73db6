using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Encryption.Store;

/// <summary>Makes the KMS key and the table that data keys are kept with, or raises what falls short of those there are.</summary>
public static class DataKeyStoreOperation
{
    /// <summary>Makes or raises them.</summary>
    /// <param name="session">The session; key and table are in its Region.</param>
    /// <param name="options">Their names.</param>
    /// <param name="host">Asked before every change, twice before those that stay.</param>
    /// <param name="cancellationToken">Stops before the next change.</param>
    /// <returns>The store; null where it was not made whole.</returns>
    public static Task<DataKeyStore?> InitializeAsync(
        HardeningSession session, StoreOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        InitializeAsync(session, options, host, book: null, cancellationToken);

    /// <summary>Works the changes out without making them.</summary>
    /// <inheritdoc cref="InitializeAsync(HardeningSession, StoreOptions, IOperationHost, CancellationToken)"/>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static async Task<HardeningPlan?> PlanAsync(
        HardeningSession session, StoreOptions options, IOperationHost host, CancellationToken cancellationToken)
    {
        var book = new PlanBook();
        await InitializeAsync(session, options, host, book, cancellationToken);
        return await PlanWriter.WriteAsync(session, book, view: null, cancellationToken);
    }

    private static async Task<DataKeyStore?> InitializeAsync(
        HardeningSession session, StoreOptions options, IOperationHost host, PlanBook? book, CancellationToken cancellationToken)
    {
        if (await StoreRun.BeginAsync(session, options, host, book, cancellationToken) is not { } run)
        {
            return null;
        }

        await using (run)
        {
            return await run.OneAsync(
                "making the data key store", "kms:CreateKey", options.TableName,
                () => InitializeAsync(run, options, book is not null, cancellationToken), cancellationToken);
        }
    }

    private static async Task<DataKeyStore?> InitializeAsync(StoreRun run, StoreOptions options, bool planning, CancellationToken cancellationToken)
    {
        var alias = options.KmsKeyId ?? StoreOptions.DefaultAlias;
        if (!alias.StartsWith("alias/", StringComparison.Ordinal))
        {
            throw new OperationException(new(
                "KeyAliasInvalid", OperationErrorCategory.InvalidArgument, $"'{alias}' is no alias: a new key gets its name from it.",
                "Say an alias such as alias/workshop.", alias));
        }

        // Both are read before either is changed: what cannot be read is refused whole.
        var key = await KmsKeyKind.ReadAsync(run.Session, alias, description: null, cancellationToken);
        var table = await DataKeyTableKind.ReadAsync(run.Session, options.TableName, cancellationToken);
        if (Is(table, DataKeyTableKind.Exists) && table[DataKeyTableKind.HashKey]?.GetValue<string>() != DataKeyItem.KeyId)
        {
            throw new OperationException(new(
                "TableOfAnotherShape", OperationErrorCategory.InvalidOperation,
                $"Table {options.TableName} is there already, and its key is not {DataKeyItem.KeyId}: it is no table of data keys. Nothing was changed.",
                "Say another table with -TableName.", options.TableName));
        }

        List<ChangeResult> results = [];
        var whole = await KeyAsync(run, alias, key, planning, results, cancellationToken)
            && await TableAsync(run, options.TableName, table, planning, results, cancellationToken);
        if (!whole && !run.Host.IsWhatIf)
        {
            return null;
        }

        return await RecordAsync(run, alias, options.TableName, key, table, results, planning, cancellationToken);
    }

    private static async Task<bool> KeyAsync(
        StoreRun run, string alias, JsonObject present, bool planning, List<ChangeResult> results, CancellationToken cancellationToken)
    {
        JsonNode keyId = present[KmsKeyKind.Arn]?.DeepClone() ?? JsonValue.Create("");
        if (!Is(present, KmsKeyKind.Exists))
        {
            var change = DataKeyStoreChanges.CreateKey(
                run.Header(KmsKeyKind.Type, alias, alias, $"Makes a KMS key to encrypt data keys with, {alias}."), alias);
            results.Add(await run.RunAsync(change, "Create a KMS key", explain: null, cancellationToken));
            if (!results[^1].IsApplied)
            {
                return false;
            }

            keyId = IdMap.Reference(DataKeyStoreChanges.NewKey(change));
        }

        var raise = DataKeyStoreChanges.RaiseKey(
            run.Header(KmsKeyKind.Type, alias, alias, $"Names the key of data keys {alias} and has KMS renew its material every year."),
            alias, keyId, Is(present, KmsKeyKind.HasAlias), Is(present, KmsKeyKind.Rotation));
        return raise is null || await MadeAsync(run, raise, $"Set {string.Join(", ", raise.After.Select(pair => pair.Key))}", results, cancellationToken);
    }

    private static async Task<bool> TableAsync(
        StoreRun run, string name, JsonObject present, bool planning, List<ChangeResult> results, CancellationToken cancellationToken)
    {
        var now = (JsonObject)present.DeepClone();
        if (!Is(present, DataKeyTableKind.Exists))
        {
            var change = DataKeyStoreChanges.CreateTable(
                run.Header(DataKeyTableKind.Type, name, name, $"Makes table {name} for data keys, encrypted and protected against deletion."), name);
            if (!await MadeAsync(run, change, "Create a table of data keys", results, cancellationToken))
            {
                return false;
            }

            (now[DataKeyTableKind.Encrypted], now[DataKeyTableKind.Protected]) = (true, true);
        }

        var raise = DataKeyStoreChanges.RaiseTable(
            run.Header(DataKeyTableKind.Type, name, name, $"Sees to it that the data keys of table {name} cannot get lost."), name, now);
        return raise is null || await MadeAsync(run, raise, $"Set {string.Join(", ", raise.After.Select(pair => pair.Key))}", results, cancellationToken);
    }

    private static async Task<bool> MadeAsync(
        StoreRun run, ResourceChange change, string action, List<ChangeResult> results, CancellationToken cancellationToken)
    {
        results.Add(await run.RunAsync(change, action, explain: null, cancellationToken));
        return results[^1].IsApplied;
    }

    private static async Task<DataKeyStore> RecordAsync(
        StoreRun run, string alias, string tableName, JsonObject key, JsonObject table, List<ChangeResult> results, bool planning,
        CancellationToken cancellationToken)
    {
        var (pending, created) = (planning || run.Host.IsWhatIf, !Is(key, KmsKeyKind.Exists) || !Is(table, DataKeyTableKind.Exists));
        if (results.Count > 0 && !pending)
        {
            key = await KmsKeyKind.ReadAsync(run.Session, alias, description: null, cancellationToken);
            table = await DataKeyTableKind.ReadAsync(run.Session, tableName, cancellationToken);
        }

        return new DataKeyStore
        {
            TableName = tableName,
            KeyAlias = alias,
            KeyArn = key[KmsKeyKind.Arn]?.GetValue<string>(),
            KeyRotationEnabled = pending || Is(key, KmsKeyKind.Rotation),
            KmsEncrypted = pending || Is(table, DataKeyTableKind.Encrypted),
            PointInTimeRecoveryEnabled = pending || Is(table, DataKeyTableKind.Recoverable),
            DeletionProtectionEnabled = pending || Is(table, DataKeyTableKind.Protected),
            Region = run.Session.Region,
            Status = results.Count == 0 ? "Unchanged" : pending ? "WhatIf" : created ? "Created" : "Adopted",
            SetId = results.Count == 0 || pending ? null : run.SetId,
        };
    }

    private static bool Is(JsonObject content, string setting) => content[setting]?.GetValue<bool>() == true;
}
