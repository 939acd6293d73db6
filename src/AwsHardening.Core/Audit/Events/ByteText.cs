using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace AwsHardening.Core.Audit;

/// <summary>A text of ASCII that is looked for in bytes, whatever the case of its letters: by its two rarest letters, 32 places at a time.</summary>
internal sealed class ByteText
{
    // The letters of log files, the most frequent first; others are rarer.
    private const string Frequent = "\"estaionrc:d1,2m0u.4p-365897lvfb/wgyhxk";

    private readonly byte[] _text;
    private readonly int _head;
    private readonly int _tail;
    private readonly Vector256<byte> _first;
    private readonly Vector256<byte> _last;
    private readonly Vector256<byte> _firstFold;
    private readonly Vector256<byte> _lastFold;

    public ByteText(string text)
    {
        _text = Encoding.ASCII.GetBytes(text.ToLowerInvariant());
        var rarest = Enumerable.Range(0, _text.Length).OrderByDescending(i => Rarity(_text[i])).Take(2).ToArray();
        (_head, _tail) = (rarest[0], rarest[^1]);
        (_first, _firstFold) = (Vector256.Create(_text[_head]), Fold(_text[_head]));
        (_last, _lastFold) = (Vector256.Create(_text[_tail]), Fold(_text[_tail]));
    }

    /// <summary>True for a text that stands in bytes as it is.</summary>
    public static bool CanBe(string text) => text.Length > 0 && text.All(c => c is >= ' ' and <= '~' and not '"' and not '\\');

    /// <summary>True where the bytes hold the text.</summary>
    public bool IsIn(ReadOnlySpan<byte> data) => IndexIn(data) >= 0;

    /// <summary>Where the text first stands; -1 for nowhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int IndexIn(ReadOnlySpan<byte> data)
    {
        ref var start = ref MemoryMarshal.GetReference(data);
        // Held in registers for the length of the search.
        var (first, firstFold, last, lastFold) = (_first, _firstFold, _last, _lastFold);
        var (headAt, tailAt) = (_head, _tail);
        var (at, places) = (0, data.Length - _text.Length + 1);
        for (; at + Vector256<byte>.Count <= places; at += Vector256<byte>.Count)
        {
            var head = Vector256.LoadUnsafe(ref start, (nuint)(at + headAt)) | firstFold;
            var tail = Vector256.LoadUnsafe(ref start, (nuint)(at + tailAt)) | lastFold;
            var hits = (Vector256.Equals(head, first) & Vector256.Equals(tail, last)).ExtractMostSignificantBits();
            for (; hits != 0; hits &= hits - 1)
            {
                var found = at + BitOperations.TrailingZeroCount(hits);
                if (IsAt(data, found))
                {
                    return found;
                }
            }
        }

        for (; at < places; at++)
        {
            if (IsAt(data, at))
            {
                return at;
            }
        }

        return -1;
    }

    private static int Rarity(byte c) => Frequent.IndexOf((char)c, StringComparison.Ordinal) is >= 0 and var rank ? rank : Frequent.Length;

    private bool IsAt(ReadOnlySpan<byte> data, int at) => Ascii.EqualsIgnoreCase(data.Slice(at, _text.Length), _text);

    // The bit that tells a capital from a small letter, and nothing for what is no letter.
    private static Vector256<byte> Fold(byte c) => Vector256.Create(char.IsAsciiLetter((char)c) ? (byte)0x20 : (byte)0);
}
