using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AwsHardening.Core.Audit;

/// <summary>
/// Finds where the objects of an array begin and end without parsing them: 64 bytes at a time become masks of quotes, backslashes and
/// braces, and only a block that can hold the end of an object is looked at more closely. Braces in texts do not count.
/// </summary>
internal struct RecordWalk
{
    private const int Block = 64;

    private bool _hasBackslash;
    private ulong _inText;
    private ulong _escaped;
    private int _depth;

    /// <summary>The end of the object that begins at the start of a span: the index after its last brace; null where it is not in the span.</summary>
    /// <param name="data">What begins with a brace.</param>
    /// <param name="hasBackslash">True where the object may have a character that is escaped.</param>
    // Hot from the first record on: the runtime's first, slow version of it would read whole files.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int? EndOf(ReadOnlySpan<byte> data, out bool hasBackslash)
    {
        var walk = new RecordWalk();
        var at = 0;
        for (; at + Block <= data.Length; at += Block)
        {
            if (walk.End(ref Unsafe.Add(ref MemoryMarshal.GetReference(data), at)) is >= 0 and var end)
            {
                hasBackslash = walk._hasBackslash;
                return at + end + 1;
            }
        }

        Span<byte> last = stackalloc byte[Block];
        last.Clear();
        data[at..].CopyTo(last);
        var ended = walk.End(ref MemoryMarshal.GetReference(last)) is >= 0 and var bit ? at + bit + 1 : (int?)null;
        hasBackslash = walk._hasBackslash;
        return ended;
    }

    // The bit of the brace that closes the object; -1 where none of the block does.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int End(ref byte block)
    {
        var (low, high) = (Vector256.LoadUnsafe(ref block), Vector256.LoadUnsafe(ref block, (nuint)Vector256<byte>.Count));
        var quotes = Mask(low, high, (byte)'"') & ~Escaped(Mask(low, high, (byte)'\\'));
        var texts = PrefixXor(quotes) ^ _inText;
        _inText = (ulong)((long)texts >> 63);
        var (opens, closes) = (Mask(low, high, (byte)'{') & ~texts, Mask(low, high, (byte)'}') & ~texts);
        if (BitOperations.PopCount(closes) < _depth)
        {
            _depth += BitOperations.PopCount(opens) - BitOperations.PopCount(closes);
            return -1;
        }

        for (var braces = opens | closes; braces != 0; braces &= braces - 1)
        {
            var bit = BitOperations.TrailingZeroCount(braces);
            _depth += (opens >> bit & 1) != 0 ? 1 : -1;
            if (_depth == 0)
            {
                return bit;
            }
        }

        return -1;
    }

    // The bytes after an odd run of backslashes, one carried from block to block.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Escaped(ulong backslashes)
    {
        if (backslashes == 0)
        {
            (var carried, _escaped) = (_escaped, 0);
            return carried;
        }

        _hasBackslash = true;
        const ulong evens = 0x5555_5555_5555_5555;
        backslashes &= ~_escaped;
        var follows = backslashes << 1 | _escaped;
        var oddStarts = backslashes & ~evens & ~follows;
        var sequences = unchecked(oddStarts + backslashes);
        _escaped = sequences < oddStarts ? 1UL : 0;
        return (evens ^ sequences << 1) & follows;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mask(Vector256<byte> low, Vector256<byte> high, byte wanted) =>
        Vector256.Equals(low, Vector256.Create(wanted)).ExtractMostSignificantBits()
        | (ulong)Vector256.Equals(high, Vector256.Create(wanted)).ExtractMostSignificantBits() << 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong PrefixXor(ulong bits)
    {
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ bits << 32;
    }
}
