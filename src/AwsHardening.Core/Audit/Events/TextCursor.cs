using System.Runtime.CompilerServices;

namespace AwsHardening.Core.Audit;

/// <summary>
/// Where the texts of a filter stand next in a chunk of a file. Each text is looked for from one place to the next in one go, whatever
/// records are in between: most chunks have none, and then none of their records is looked at.
/// </summary>
internal sealed class TextCursor
{
    private readonly ByteText[] _texts;
    private readonly int[] _next;

    public TextCursor(IEnumerable<ByteText> texts)
    {
        _texts = [.. texts];
        _next = new int[_texts.Length];
        Reset();
    }

    /// <summary>Begins with another chunk.</summary>
    public void Reset() => Array.Fill(_next, -1);

    /// <summary>True where none of the texts begins in a part of the chunk; false where no text is asked for.</summary>
    /// <param name="chunk">The whole chunk.</param>
    /// <param name="from">Where the part begins: never before the last one.</param>
    /// <param name="to">Where it ends.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool IsClear(ReadOnlySpan<byte> chunk, int from, int to)
    {
        var clear = _texts.Length > 0;
        for (var i = 0; clear && i < _texts.Length; i++)
        {
            if (_next[i] < from)
            {
                _next[i] = _texts[i].IndexIn(chunk[from..]) is >= 0 and var found ? from + found : chunk.Length;
            }

            clear = _next[i] >= to;
        }

        return clear;
    }
}
