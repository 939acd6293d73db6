using System.Management.Automation;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;

namespace AwsHardening.Encryption;

/// <summary>A raw AES key as a parameter takes it: its bytes, or their base64 text in a SecureString.</summary>
internal static class RawKey
{
    /// <summary>The key's bytes, the caller's to wipe; null where the value is no key.</summary>
    public static byte[]? Read(object? value)
    {
        var bytes = (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            byte[] raw => [.. raw],
            object[] list when list.All(item => (item is PSObject inner ? inner.BaseObject : item) is byte) =>
                [.. list.Select(item => (byte)(item is PSObject inner ? inner.BaseObject : item))],
            SecureString secret => FromBase64(secret),
            _ => null,
        };
        return bytes?.Length is 16 or 24 or 32 ? bytes : null;
    }

    private static byte[]? FromBase64(SecureString secret)
    {
        var pointer = Marshal.SecureStringToGlobalAllocUnicode(secret);
        var text = new char[secret.Length];
        try
        {
            Marshal.Copy(pointer, text, 0, text.Length);
            return Convert.FromBase64CharArray(text, 0, text.Length);
        }
        catch (FormatException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(text.AsSpan()));
            Marshal.ZeroFreeGlobalAllocUnicode(pointer);
        }
    }
}
