using System.Buffers.Binary;
using System.Security;
using System.Text;
using AwsHardening.Core.Encryption.Message;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>
/// An access key as the bytes that a vault's file encrypts: access key id, secret, session token, each UTF-8 with its length in four
/// bytes, big-endian, before it. No JSON: a writer of text would leave copies of the secret behind.
/// </summary>
internal static class ItemBytes
{
    public static SecretBytes Write(VaultItem item)
    {
        using var secret = SecretText.ToUtf8(item.SecretAccessKey);
        using var token = item.SessionToken is null ? new SecretBytes(0) : SecretText.ToUtf8(item.SessionToken);
        var id = Encoding.UTF8.GetBytes(item.AccessKeyId);
        var bytes = new SecretBytes((3 * sizeof(int)) + id.Length + secret.Length + token.Length);
        var rest = bytes.Span;
        rest = Append(rest, id);
        rest = Append(rest, secret.Span);
        Append(rest, token.Span);
        return bytes;
    }

    /// <exception cref="InvalidDataException">Not such bytes.</exception>
    public static VaultItem Read(VaultEntry entry, ReadOnlySpan<byte> bytes)
    {
        var id = Encoding.UTF8.GetString(Take(ref bytes));
        SecureString secret = SecretText.FromUtf8(Take(ref bytes));
        var token = Take(ref bytes);
        return new VaultItem(entry, id, secret, token.Length == 0 ? null : SecretText.FromUtf8(token));
    }

    private static Span<byte> Append(Span<byte> rest, ReadOnlySpan<byte> part)
    {
        BinaryPrimitives.WriteInt32BigEndian(rest, part.Length);
        part.CopyTo(rest[sizeof(int)..]);
        return rest[(sizeof(int) + part.Length)..];
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < sizeof(int) || BinaryPrimitives.ReadInt32BigEndian(rest) is var length && (length < 0 || length > rest.Length - sizeof(int)))
        {
            throw new InvalidDataException("An access key is three parts, each with its length.");
        }

        var part = rest.Slice(sizeof(int), length);
        rest = rest[(sizeof(int) + length)..];
        return part;
    }
}
