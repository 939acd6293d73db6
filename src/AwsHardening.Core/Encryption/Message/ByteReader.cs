using System.Buffers.Binary;

namespace AwsHardening.Core.Encryption.Message;

/// <summary>Reads big-endian fields as long as there are bytes.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public readonly int Rest => _bytes.Length - Position;

    public bool TryByte(out byte value)
    {
        var there = TryBytes(1, out var bytes);
        value = there ? bytes[0] : (byte)0;
        return there;
    }

    public bool TryUInt16(out ushort value)
    {
        var there = TryBytes(2, out var bytes);
        value = there ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : (ushort)0;
        return there;
    }

    public bool TryUInt32(out uint value)
    {
        var there = TryBytes(4, out var bytes);
        value = there ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;
        return there;
    }

    public bool TryBytes(int length, out ReadOnlySpan<byte> value)
    {
        if (Rest < length)
        {
            value = default;
            return false;
        }

        value = _bytes.Slice(Position, length);
        Position += length;
        return true;
    }

    /// <summary>Bytes after their own length in two bytes.</summary>
    public bool TryCounted(out ReadOnlySpan<byte> value)
    {
        value = default;
        return TryUInt16(out var length) && TryBytes(length, out value);
    }
}
