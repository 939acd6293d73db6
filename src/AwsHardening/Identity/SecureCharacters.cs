using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;

namespace AwsHardening.Identity;

/// <summary>SecureStrings put together and taken apart, character by character; what is in between is wiped.</summary>
internal static class SecureCharacters
{
    /// <summary>Appends one secret to another.</summary>
    public static void Append(SecureString to, SecureString text) => Read(text, characters => Append(to, characters));

    /// <summary>Appends characters.</summary>
    public static void Append(SecureString to, ReadOnlySpan<char> text)
    {
        foreach (var one in text)
        {
            to.AppendChar(one);
        }
    }

    /// <summary>What stands before the first mark, and what stands behind it; null where there is none.</summary>
    public static (SecureString Before, SecureString? Behind) Split(SecureString text, char mark)
    {
        var (before, behind) = (new SecureString(), (SecureString?)null);
        Read(text, characters =>
        {
            var at = characters.IndexOf(mark);
            Append(before, at < 0 ? characters : characters[..at]);
            before.MakeReadOnly();
            if (at >= 0)
            {
                behind = new SecureString();
                Append(behind, characters[(at + 1)..]);
                behind.MakeReadOnly();
            }
        });
        return (before, behind);
    }

    private static void Read(SecureString text, Reader read)
    {
        var pointer = Marshal.SecureStringToGlobalAllocUnicode(text);
        var characters = GC.AllocateUninitializedArray<char>(text.Length, pinned: true);
        try
        {
            Marshal.Copy(pointer, characters, 0, characters.Length);
            read(characters);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(characters.AsSpan()));
            Marshal.ZeroFreeGlobalAllocUnicode(pointer);
        }
    }

    private delegate void Reader(ReadOnlySpan<char> characters);
}
