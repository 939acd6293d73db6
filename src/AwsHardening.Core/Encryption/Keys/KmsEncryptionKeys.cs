using System.Text;
using AwsHardening.Core.Encryption.Message;

namespace AwsHardening.Core.Encryption.Keys;

/// <summary>KMS makes the data key under the first key and encrypts it under the others; each alone can read.</summary>
internal sealed class KmsEncryptionKeys(KmsCalls kms, IReadOnlyList<string> keyIds, DataKeyCache? cache) : IEncryptionKeys
{
    public async Task<EncryptionMaterials> GetAsync(
        AlgorithmSuite suite, IReadOnlyDictionary<string, string> context, long plaintextLength, CancellationToken cancellationToken)
    {
        var id = cache is null ? null : DataKeyCache.Id("kms", [suite.Name, .. keyIds], EncryptionContext.Serialize(context));
        if (id is not null && cache!.TryGet(id, plaintextLength) is { } cached)
        {
            return cached;
        }

        var (signer, full) = Signer.For(suite, context);
        var (dataKey, blob, arn) = await kms.GenerateAsync(keyIds[0], suite.KeyLength, full, cancellationToken);
        List<EncryptedDataKey> keys = [Named(arn, blob)];
        foreach (var other in keyIds.Skip(1))
        {
            var (otherBlob, otherArn) = await kms.EncryptAsync(other, dataKey, full, cancellationToken);
            keys.Add(Named(otherArn, otherBlob));
        }

        var materials = new EncryptionMaterials
        {
            Suite = suite,
            DataKey = dataKey,
            DataKeys = keys,
            Context = full,
            SerializedContext = EncryptionContext.Serialize(full),
            Signer = signer,
        };
        return id is null ? materials : cache!.Keep(id, materials, plaintextLength);
    }

    /// <summary>A data key as KMS encrypted it.</summary>
    public static EncryptedDataKey Named(KmsArn key, byte[] blob) => new(EncryptedDataKey.Kms, Encoding.UTF8.GetBytes(key.Text), blob);
}
