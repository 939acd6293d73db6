using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace AwsHardening.Core.Audit;

/// <summary>A text of ASCII that is looked for in bytes, whatever the case of its letters: by its first and last letter, 32 places at a time.</summary>
internal sealed class ByteText
{
    private readonly byte[] _text;
    private readonly Vector256<byte> _first;
    private readonly Vector256<byte> _last;
    private readonly Vector256<byte> _firstFold;
    private readonly Vector256<byte> _lastFold;

    public ByteText(string text)
    {
        _text = Encoding.ASCII.GetBytes(text.ToLowerInvariant());
        (_first, _firstFold) = (Vector256.Create(_text[0]), Fold(_text[0]));
        (_last, _lastFold) = (Vector256.Create(_text[^1]), Fold(_text[^1]));
    }

    /// <summary>True for a text that stands in bytes as it is.</summary>
    public static bool CanBe(string text) => text.Length > 0 && text.All(c => c is >= ' ' and <= '~' and not '"' and not '\\');

    /// <summary>True where the bytes hold the text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool IsIn(ReadOnlySpan<byte> data)
    {
        ref var start = ref MemoryMarshal.GetReference(data);
        var (at, places) = (0, data.Length - _text.Length + 1);
        for (; at + Vector256<byte>.Count <= places; at += Vector256<byte>.Count)
        {
            var head = Vector256.LoadUnsafe(ref start, (nuint)at) | _firstFold;
            var tail = Vector256.LoadUnsafe(ref start, (nuint)(at + _text.Length - 1)) | _lastFold;
            var hits = (Vector256.Equals(head, _first) & Vector256.Equals(tail, _last)).ExtractMostSignificantBits();
            for (; hits != 0; hits &= hits - 1)
            {
                if (IsAt(data, at + BitOperations.TrailingZeroCount(hits)))
                {
                    return true;
                }
            }
        }

        for (; at < places; at++)
        {
            if (IsAt(data, at))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsAt(ReadOnlySpan<byte> data, int at) => Ascii.EqualsIgnoreCase(data.Slice(at, _text.Length), _text);

    // The bit that tells a capital from a small letter, and nothing for what is no letter.
    private static Vector256<byte> Fold(byte c) => Vector256.Create(char.IsAsciiLetter((char)c) ? (byte)0x20 : (byte)0);
}
