using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using AwsHardening.Core.Encryption.Message;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>Secrets between their forms; every buffer on the way is wiped.</summary>
internal static class SecretText
{
    /// <summary>A SecureString's text as UTF-8.</summary>
    public static SecretBytes ToUtf8(SecureString text)
    {
        var pointer = Marshal.SecureStringToGlobalAllocUnicode(text);
        var chars = GC.AllocateUninitializedArray<char>(text.Length, pinned: true);
        try
        {
            Marshal.Copy(pointer, chars, 0, chars.Length);
            var bytes = new SecretBytes(Encoding.UTF8.GetByteCount(chars));
            Encoding.UTF8.GetBytes(chars, bytes.Span);
            return bytes;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(chars.AsSpan()));
            Marshal.ZeroFreeGlobalAllocUnicode(pointer);
        }
    }

    /// <summary>UTF-8 text as a SecureString that no longer changes.</summary>
    public static SecureString FromUtf8(ReadOnlySpan<byte> utf8)
    {
        var chars = GC.AllocateUninitializedArray<char>(Encoding.UTF8.GetCharCount(utf8), pinned: true);
        try
        {
            Encoding.UTF8.GetChars(utf8, chars);
            return FromChars(chars);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(chars.AsSpan()));
        }
    }

    /// <summary>Text as a SecureString that no longer changes.</summary>
    public static SecureString FromChars(ReadOnlySpan<char> text)
    {
        var secure = new SecureString();
        foreach (var one in text)
        {
            secure.AppendChar(one);
        }

        secure.MakeReadOnly();
        return secure;
    }

    /// <summary>True where white space is in the text.</summary>
    public static bool HasSpace(SecureString text)
    {
        using var bytes = ToUtf8(text);
        return bytes.Span.ContainsAny(" \t\r\n"u8);
    }

    /// <summary>True for the same text.</summary>
    public static bool Same(SecureString one, SecureString other)
    {
        using var left = ToUtf8(one);
        using var right = ToUtf8(other);
        return CryptographicOperations.FixedTimeEquals(left.Span, right.Span);
    }

    /// <summary>
    /// The text itself, for the AWS SDK, which takes nothing else: a string cannot be wiped, so let it go as soon as it was handed over.
    /// </summary>
    public static string Reveal(SecureString text)
    {
        var pointer = Marshal.SecureStringToGlobalAllocUnicode(text);
        try
        {
            return Marshal.PtrToStringUni(pointer, text.Length);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(pointer);
        }
    }
}
