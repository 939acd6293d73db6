using AwsHardening.Core.Encryption.Message;
using AwsHardening.Core.Encryption.Store;

namespace AwsHardening.Core.Encryption.Keys;

/// <summary>
/// A data key of the store. Its messages carry exactly the context that the key was made under, so that any AWS Encryption SDK
/// can decrypt the key from the header alone; a message with more than that needs the key wrapped afresh under all of it.
/// </summary>
internal sealed class StoredEncryptionKeys(
    KmsCalls kms, DataKeyStoreReader store, string dataKeyId, bool wrapAfresh, DataKeyCache? cache) : IEncryptionKeys
{
    public async Task<EncryptionMaterials> GetAsync(
        AlgorithmSuite suite, IReadOnlyDictionary<string, string> context, long plaintextLength, CancellationToken cancellationToken)
    {
        if (!wrapAfresh && (context.Count > 0 || suite != AlgorithmSuite.Committing))
        {
            throw StoreErrors.NeedsWrapping(dataKeyId);
        }

        var id = cache is null ? null : DataKeyCache.Id("stored", [store.TableName, dataKeyId, suite.Name], EncryptionContext.Serialize(context));
        if (id is not null && cache!.TryGet(id, plaintextLength) is { } cached)
        {
            return cached;
        }

        var version = (await store.ReadAsync(dataKeyId, cancellationToken)).UsableVersion();
        var (dataKey, answered) = await kms.DecryptAsync(version.KeyArn, version.Blob, version.Context, cancellationToken);
        var materials = await MakeAsync(suite, context, version, dataKey, answered, cancellationToken);
        return id is null ? materials : cache!.Keep(id, materials, plaintextLength);
    }

    private async Task<EncryptionMaterials> MakeAsync(
        AlgorithmSuite suite, IReadOnlyDictionary<string, string> context, DataKeyVersion version, SecretBytes dataKey, KmsArn arn,
        CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, string>(version.Context);
        foreach (var (name, value) in context)
        {
            if (!all.TryAdd(name, value) && all[name] != value)
            {
                throw StoreErrors.ContextTaken(dataKeyId, name);
            }
        }

        var (signer, full) = Signer.For(suite, all);
        var wrapped = wrapAfresh
            ? KmsEncryptionKeys.Named(arn, (await kms.EncryptAsync(version.KeyArn, dataKey, full, cancellationToken)).Blob)
            : KmsEncryptionKeys.Named(arn, version.Blob);
        return new EncryptionMaterials
        {
            Suite = suite,
            DataKey = dataKey,
            DataKeys = [wrapped],
            Context = full,
            SerializedContext = EncryptionContext.Serialize(full),
            Signer = signer,
        };
    }
}
