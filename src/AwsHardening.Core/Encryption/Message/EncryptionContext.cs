using System.Buffers.Binary;
using System.Text;

namespace AwsHardening.Core.Encryption.Message;

/// <summary>Names and values that are authenticated with a message but not secret: how they stand in a header.</summary>
internal static class EncryptionContext
{
    /// <summary>What begins like this is the format's own.</summary>
    public const string ReservedPrefix = "aws-crypto-";

    /// <summary>The name under which a signed message carries the key that verifies it.</summary>
    public const string PublicKey = "aws-crypto-public-key";

    public static readonly IReadOnlyDictionary<string, string> Empty = new Dictionary<string, string>();

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The context as bytes: a count, then the pairs in the order of their names' bytes; nothing where it is empty.</summary>
    /// <exception cref="ArgumentException">A name or value is not text, or they take more than 65,535 bytes.</exception>
    public static byte[] Serialize(IReadOnlyDictionary<string, string> context)
    {
        if (context.Count == 0)
        {
            return [];
        }

        var pairs = context.Select(pair => (Name: Encode(pair.Key), Value: Encode(pair.Value))).ToArray();
        Array.Sort(pairs, (left, right) => left.Name.AsSpan().SequenceCompareTo(right.Name));
        var length = 2 + pairs.Sum(pair => 4 + pair.Name.Length + pair.Value.Length);
        if (length > ushort.MaxValue || pairs.Length > ushort.MaxValue)
        {
            throw new ArgumentException($"The encryption context takes {length} bytes; the format has room for {ushort.MaxValue}.", nameof(context));
        }

        var bytes = new byte[length];
        var rest = bytes.AsSpan();
        BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)pairs.Length);
        rest = rest[2..];
        foreach (var (name, value) in pairs)
        {
            rest = Write(Write(rest, name), value);
        }

        return bytes;
    }

    /// <summary>Reads what <see cref="Serialize"/> writes.</summary>
    /// <exception cref="MessageException">Malformed.</exception>
    public static IReadOnlyDictionary<string, string> Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return Empty;
        }

        var reader = new ByteReader(bytes);
        if (!reader.TryUInt16(out var count) || count == 0)
        {
            throw MessageException.Malformed("its encryption context has no pairs");
        }

        var context = new Dictionary<string, string>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            if (!reader.TryCounted(out var name) || !reader.TryCounted(out var value))
            {
                throw MessageException.Malformed("its encryption context is shorter than it says");
            }

            if (!context.TryAdd(Decode(name), Decode(value)))
            {
                throw MessageException.Malformed("its encryption context says a name twice");
            }
        }

        return reader.Rest == 0 ? context : throw MessageException.Malformed("its encryption context is longer than it says");
    }

    /// <summary>Text of the format.</summary>
    /// <exception cref="MessageException">No UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return s_utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw MessageException.Malformed("a text in it is not UTF-8");
        }
    }

    private static byte[] Encode(string text)
    {
        var bytes = s_utf8.GetBytes(text);
        return bytes.Length <= ushort.MaxValue
            ? bytes : throw new ArgumentException("A name or value of the encryption context is too long.", nameof(text));
    }

    private static Span<byte> Write(Span<byte> rest, byte[] text)
    {
        BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)text.Length);
        text.CopyTo(rest[2..]);
        return rest[(2 + text.Length)..];
    }
}
