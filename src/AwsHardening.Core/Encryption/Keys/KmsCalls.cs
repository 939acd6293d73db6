using System.Collections.Concurrent;
using System.Security.Cryptography;
using Amazon;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using AwsHardening.Core.Account;
using AwsHardening.Core.Encryption.Message;

namespace AwsHardening.Core.Encryption.Keys;

/// <summary>
/// What KMS is asked to do with keys: nothing that changes a key. Each key is asked for in its own Region; plaintext is taken out of
/// the SDK's buffers and they are wiped.
/// </summary>
internal sealed class KmsCalls(AwsSession session) : IDisposable
{
    private readonly ConcurrentDictionary<string, AwsSession> _elsewhere = new(StringComparer.Ordinal);

    public async Task<(SecretBytes Plaintext, byte[] Blob, KmsArn Key)> GenerateAsync(
        string keyId, int length, IReadOnlyDictionary<string, string> context, CancellationToken cancellationToken)
    {
        var answer = await Client(keyId).GenerateDataKeyAsync(
            new GenerateDataKeyRequest { KeyId = keyId, NumberOfBytes = length, EncryptionContext = Copy(context) }, cancellationToken);
        return (Take(answer.Plaintext), answer.CiphertextBlob.ToArray(), Named(answer.KeyId));
    }

    public async Task<(byte[] Blob, KmsArn Key)> GenerateWithoutPlaintextAsync(
        string keyId, int length, IReadOnlyDictionary<string, string> context, CancellationToken cancellationToken)
    {
        var answer = await Client(keyId).GenerateDataKeyWithoutPlaintextAsync(
            new GenerateDataKeyWithoutPlaintextRequest { KeyId = keyId, NumberOfBytes = length, EncryptionContext = Copy(context) },
            cancellationToken);
        return (answer.CiphertextBlob.ToArray(), Named(answer.KeyId));
    }

    public async Task<(byte[] Blob, KmsArn Key)> EncryptAsync(
        string keyId, SecretBytes plaintext, IReadOnlyDictionary<string, string> context, CancellationToken cancellationToken)
    {
        var copy = plaintext.Span.ToArray();
        try
        {
            using var stream = new MemoryStream(copy);
            var answer = await Client(keyId).EncryptAsync(
                new EncryptRequest { KeyId = keyId, Plaintext = stream, EncryptionContext = Copy(context) }, cancellationToken);
            return (answer.CiphertextBlob.ToArray(), Named(answer.KeyId));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    /// <summary>Decrypts a blob with one key and no other; null lets KMS find the key, which the answer names.</summary>
    public async Task<(SecretBytes Plaintext, KmsArn Key)> DecryptAsync(
        string? keyId, byte[] blob, IReadOnlyDictionary<string, string> context, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(blob);
        var answer = await Client(keyId).DecryptAsync(
            new DecryptRequest { KeyId = keyId, CiphertextBlob = stream, EncryptionContext = Copy(context) }, cancellationToken);
        return (Take(answer.Plaintext), Named(answer.KeyId));
    }

    /// <summary>The same plaintext under another key, without anybody seeing it.</summary>
    public async Task<(byte[] Blob, KmsArn Key)> ReEncryptAsync(
        string sourceKeyId, string keyId, byte[] blob, IReadOnlyDictionary<string, string> context, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(blob);
        var answer = await Client(sourceKeyId).ReEncryptAsync(
            new ReEncryptRequest
            {
                SourceKeyId = sourceKeyId,
                DestinationKeyId = keyId,
                CiphertextBlob = stream,
                SourceEncryptionContext = Copy(context),
                DestinationEncryptionContext = Copy(context),
            },
            cancellationToken);
        return (answer.CiphertextBlob.ToArray(), Named(answer.KeyId));
    }

    /// <summary>The ARN of a key that is named by id, alias or ARN.</summary>
    public async Task<KmsArn> ArnAsync(string keyId, CancellationToken cancellationToken) =>
        KmsArn.Parse(keyId) is { } arn && arn.Resource.StartsWith("key/", StringComparison.Ordinal) ? arn
            : Named((await Client(keyId).DescribeKeyAsync(new DescribeKeyRequest { KeyId = keyId }, cancellationToken)).KeyMetadata.Arn);

    public void Dispose()
    {
        foreach (var other in _elsewhere.Values)
        {
            other.Dispose();
        }
    }

    private IAmazonKeyManagementService Client(string? keyId) =>
        keyId is not null && KmsArn.Parse(keyId) is { } arn && arn.Region != session.Region
            ? _elsewhere.GetOrAdd(arn.Region, region => session.InRegion(RegionEndpoint.GetBySystemName(region))).Kms
            : session.Kms;

    private static KmsArn Named(string arn) =>
        KmsArn.Parse(arn) ?? throw new InvalidDataException($"KMS named its key '{arn}', which is no ARN.");

    private static Dictionary<string, string>? Copy(IReadOnlyDictionary<string, string> context) =>
        context.Count == 0 ? null : new Dictionary<string, string>(context);

    private static SecretBytes Take(MemoryStream plaintext)
    {
        var bytes = plaintext.ToArray();
        var secret = new SecretBytes(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        if (plaintext.TryGetBuffer(out var buffer))
        {
            CryptographicOperations.ZeroMemory(buffer);
        }

        return secret;
    }
}
