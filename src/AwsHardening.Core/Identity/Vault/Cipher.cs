using System.Security.Cryptography;
using AwsHardening.Core.Encryption.Message;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>AES-256-GCM with a random nonce (NIST SP 800-38D): far fewer items are ever written than one key allows.</summary>
internal static class Cipher
{
    public const int KeyLength = 32;
    public const int NonceLength = 12;
    public const int TagLength = 16;

    public static Sealed Seal(SecretBytes key, ReadOnlySpan<byte> plaintext, byte[] bond)
    {
        var content = new Sealed(RandomNumberGenerator.GetBytes(NonceLength), new byte[plaintext.Length], new byte[TagLength]);
        using var aes = new AesGcm(key.Span, TagLength);
        aes.Encrypt(content.Nonce, plaintext, content.Ciphertext, content.Tag, bond);
        return content;
    }

    /// <summary>The plaintext, which the caller disposes of; null where key, content and bond do not belong together.</summary>
    public static SecretBytes? Open(SecretBytes key, Sealed content, byte[] bond)
    {
        var plaintext = new SecretBytes(content.Ciphertext.Length);
        try
        {
            using var aes = new AesGcm(key.Span, TagLength);
            aes.Decrypt(content.Nonce, content.Ciphertext, content.Tag, plaintext.Span, bond);
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            plaintext.Dispose();
            return null;
        }
    }
}
