using System.Buffers.Binary;
using System.Text;

namespace AwsHardening.Core.Encryption.Message;

/// <summary>Writes what a header's tag covers.</summary>
internal static class HeaderWriter
{
    /// <summary>Bytes of a header without its authentication.</summary>
    public static int BodyLength(AlgorithmSuite suite, int contextLength, IReadOnlyList<EncryptedDataKey> keys)
    {
        // Version (and type), suite, id, context, keys, content type, (reserved, IV length,) frame length, (commitment).
        var length = (suite.Version == 2 ? 1 : 2) + 2 + suite.MessageIdLength + 2 + contextLength + 2
            + 1 + (suite.Version == 2 ? 0 : 5) + 4 + (suite.Commits ? AlgorithmSuite.CommitmentLength : 0);
        for (var i = 0; i < keys.Count; i++)
        {
            length += keys[i].Length;
        }

        return length;
    }

    /// <summary>Writes it.</summary>
    /// <param name="header">The fields.</param>
    /// <param name="context">Its context, serialized.</param>
    /// <param name="body">As long as <see cref="BodyLength"/> says.</param>
    public static void WriteBody(MessageHeader header, ReadOnlySpan<byte> context, Span<byte> body)
    {
        var suite = header.Suite;
        var rest = Byte(body, (byte)suite.Version);
        rest = suite.Version == 1 ? Byte(rest, 0x80) : rest;
        rest = UInt16(rest, suite.Id);
        rest = Bytes(rest, header.MessageId);
        rest = Bytes(UInt16(rest, (ushort)context.Length), context);
        rest = UInt16(rest, (ushort)header.DataKeys.Count);
        for (var i = 0; i < header.DataKeys.Count; i++)
        {
            var key = header.DataKeys[i];
            var written = Encoding.UTF8.GetBytes(key.ProviderId, rest[2..]);
            rest = UInt16(rest, (ushort)written)[written..];
            rest = Bytes(UInt16(rest, (ushort)key.ProviderInfo.Length), key.ProviderInfo);
            rest = Bytes(UInt16(rest, (ushort)key.Ciphertext.Length), key.Ciphertext);
        }

        rest = Byte(rest, header.IsFramed ? (byte)2 : (byte)1);
        if (suite.Version == 1)
        {
            BinaryPrimitives.WriteUInt32BigEndian(rest, 0);
            rest = Byte(rest[4..], AlgorithmSuite.IvLength);
        }

        BinaryPrimitives.WriteUInt32BigEndian(rest, header.FrameLength);
        header.Commitment.CopyTo(rest[4..]);
    }

    private static Span<byte> Byte(Span<byte> rest, byte value)
    {
        rest[0] = value;
        return rest[1..];
    }

    private static Span<byte> UInt16(Span<byte> rest, ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(rest, value);
        return rest[2..];
    }

    private static Span<byte> Bytes(Span<byte> rest, ReadOnlySpan<byte> value)
    {
        value.CopyTo(rest);
        return rest[value.Length..];
    }
}
