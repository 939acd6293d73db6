using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AwsHardening.Core.Encryption.Message;

namespace AwsHardening.Core.Encryption.Keys;

/// <summary>
/// A wrapping key that the caller brings, without any AWS account (AWS Encryption SDK Developer Guide: raw AES keyrings). Whoever
/// reads must name namespace, name and key alike.
/// </summary>
internal sealed class RawAesKeys : IEncryptionKeys, IDecryptionKeys
{
    private readonly SecretBytes _key;
    private readonly string _namespace;
    private readonly byte[] _name;
    private readonly FillRandom _random;

    public RawAesKeys(SecretBytes key, string keyNamespace, string name, FillRandom? random = null)
    {
        (_key, _namespace, _name) = (key, keyNamespace, Encoding.UTF8.GetBytes(name));
        _random = random ?? RandomNumberGenerator.Fill;
    }

    public Task<EncryptionMaterials> GetAsync(
        AlgorithmSuite suite, IReadOnlyDictionary<string, string> context, long plaintextLength, CancellationToken cancellationToken)
    {
        var (signer, full) = Signer.For(suite, context);
        var dataKey = new SecretBytes(suite.KeyLength);
        _random(dataKey.Span);
        var serialized = EncryptionContext.Serialize(full);
        return Task.FromResult(new EncryptionMaterials
        {
            Suite = suite,
            DataKey = dataKey,
            DataKeys = [Wrap(dataKey.Span, serialized)],
            Context = full,
            SerializedContext = serialized,
            Signer = signer,
        });
    }

    public Task<SecretBytes?> FindAsync(MessageHeader header, List<Exception> problems, CancellationToken cancellationToken)
    {
        var context = EncryptionContext.Serialize(header.Context);
        foreach (var key in header.DataKeys.Where(IsOurs))
        {
            var dataKey = new SecretBytes(key.Ciphertext.Length - AlgorithmSuite.TagLength);
            try
            {
                using var aes = new AesGcm(_key.Span, AlgorithmSuite.TagLength);
                aes.Decrypt(
                    key.ProviderInfo.AsSpan(_name.Length + 8), key.Ciphertext.AsSpan(0, dataKey.Length),
                    key.Ciphertext.AsSpan(dataKey.Length), dataKey.Span, context);
                return Task.FromResult<SecretBytes?>(dataKey);
            }
            catch (AuthenticationTagMismatchException e)
            {
                dataKey.Dispose();
                problems.Add(e);
            }
        }

        return Task.FromResult<SecretBytes?>(null);
    }

    private EncryptedDataKey Wrap(ReadOnlySpan<byte> dataKey, byte[] context)
    {
        var info = new byte[_name.Length + 8 + AlgorithmSuite.IvLength];
        _name.CopyTo(info, 0);
        BinaryPrimitives.WriteUInt32BigEndian(info.AsSpan(_name.Length), AlgorithmSuite.TagLength * 8);
        BinaryPrimitives.WriteUInt32BigEndian(info.AsSpan(_name.Length + 4), AlgorithmSuite.IvLength);
        var iv = info.AsSpan(_name.Length + 8);
        _random(iv);
        var ciphertext = new byte[dataKey.Length + AlgorithmSuite.TagLength];
        using var aes = new AesGcm(_key.Span, AlgorithmSuite.TagLength);
        aes.Encrypt(iv, dataKey, ciphertext.AsSpan(0, dataKey.Length), ciphertext.AsSpan(dataKey.Length), context);
        return new EncryptedDataKey(_namespace, info, ciphertext);
    }

    private bool IsOurs(EncryptedDataKey key) =>
        key.ProviderId == _namespace && key.ProviderInfo.Length == _name.Length + 8 + AlgorithmSuite.IvLength
        && key.ProviderInfo.AsSpan().StartsWith(_name)
        && BinaryPrimitives.ReadUInt32BigEndian(key.ProviderInfo.AsSpan(_name.Length)) == AlgorithmSuite.TagLength * 8
        && BinaryPrimitives.ReadUInt32BigEndian(key.ProviderInfo.AsSpan(_name.Length + 4)) == AlgorithmSuite.IvLength
        && key.Ciphertext.Length > AlgorithmSuite.TagLength;
}
