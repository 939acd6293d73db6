using AwsHardening.Core.Account;
using AwsHardening.Core.Encryption.Keys;
using AwsHardening.Core.Encryption.Message;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Encryption.Data;

/// <summary>What the workshop does first: a little data, encrypted by KMS itself, without a message around it.</summary>
internal static class KmsOnly
{
    /// <summary>What KMS takes (AWS KMS API Reference: Encrypt).</summary>
    public const int MaxPlaintext = 4096;

    public static async Task<byte[]> ProtectAsync(
        HardeningSession session, string keyId, ReadOnlyMemory<byte> plaintext, IReadOnlyDictionary<string, string> context,
        CancellationToken cancellationToken)
    {
        if (plaintext.Length is 0 or > MaxPlaintext)
        {
            throw new OperationException(new(
                "KmsPlaintextLength", OperationErrorCategory.LimitsExceeded,
                $"KMS itself encrypts 1 to {MaxPlaintext} bytes; this has {plaintext.Length}.", "Leave -KmsOnly out: then KMS encrypts a data key, and that any amount.",
                plaintext.Length));
        }

        using var kms = new KmsCalls(AwsSession.Of(session));
        using var secret = new SecretBytes(plaintext.Span);
        return (await kms.EncryptAsync(keyId, secret, context, cancellationToken)).Blob;
    }

    /// <summary>The result is the caller's to wipe.</summary>
    public static async Task<byte[]> UnprotectAsync(
        HardeningSession session, string? keyId, ReadOnlyMemory<byte> blob, IReadOnlyDictionary<string, string> context,
        CancellationToken cancellationToken)
    {
        using var kms = new KmsCalls(AwsSession.Of(session));
        var (plaintext, _) = await kms.DecryptAsync(keyId, blob.ToArray(), context, cancellationToken);
        using (plaintext)
        {
            return plaintext.Span.ToArray();
        }
    }
}
