using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AwsHardening.Sandbox.Kms;

/// <summary>
/// A ciphertext blob: it names its key and the material of it, so that Decrypt needs no key id and old blobs stay readable after
/// rotation. The encryption context is authenticated, in the order of its names.
/// </summary>
internal static class KmsBlob
{
    private const byte Version = 0x5A;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static byte[] Seal(KmsCall call, KmsKey key, ReadOnlySpan<byte> plaintext, SortedDictionary<string, string> context)
    {
        var id = Encoding.ASCII.GetBytes(key.Id);
        var nonce = call.State.Random("kms-nonce", NonceLength);
        byte[] head = [Version, (byte)(key.Material.Count - 1), (byte)id.Length, .. id, .. nonce];
        var blob = new byte[head.Length + plaintext.Length + TagLength];
        head.CopyTo(blob, 0);
        using var aes = new AesGcm(key.Material[^1].Bytes, TagLength);
        aes.Encrypt(
            nonce, plaintext, blob.AsSpan(head.Length, plaintext.Length), blob.AsSpan(head.Length + plaintext.Length), Aad(head, context));
        return blob;
    }

    /// <summary>The key that a blob names, if the Region has it.</summary>
    /// <exception cref="AwsErrorException">No blob, or of a key that is not here.</exception>
    public static KmsKey KeyOf(KmsCall call, ReadOnlySpan<byte> blob)
    {
        call.State.Sweep();
        if (blob.Length < 3 || blob[0] != Version || blob.Length < 3 + blob[2] + NonceLength + TagLength)
        {
            throw KmsErrors.Ciphertext();
        }

        var id = Encoding.ASCII.GetString(blob.Slice(3, blob[2]));
        return call.State.Keys.GetValueOrDefault((call.Region, id)) ?? throw new AwsErrorException(
            "AccessDeniedException",
            "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.");
    }

    public static byte[] Open(KmsKey key, ReadOnlySpan<byte> blob, SortedDictionary<string, string> context)
    {
        var head = blob[..(3 + blob[2] + NonceLength)];
        var sealedText = blob[head.Length..^TagLength];
        var plaintext = new byte[sealedText.Length];
        try
        {
            using var aes = new AesGcm(key.Material[blob[1]].Bytes, TagLength);
            aes.Decrypt(head[^NonceLength..], sealedText, blob[^TagLength..], plaintext, Aad(head, context));
            return plaintext;
        }
        catch (Exception e) when (e is AuthenticationTagMismatchException or ArgumentOutOfRangeException)
        {
            throw KmsErrors.Ciphertext();
        }
    }

    private static byte[] Aad(ReadOnlySpan<byte> head, SortedDictionary<string, string> context) =>
        [.. head, .. JsonSerializer.SerializeToUtf8Bytes(context)];
}
