using System.Numerics;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>
/// A set of places by index, a bit each: 64 of them are joined or parted in one step. Only the stretch from the first to the
/// last word that has any is kept: places are in the order of their addresses, and a VPC's lie together.
/// </summary>
internal sealed class PlaceSet
{
    private static readonly ulong[] s_none = [];

    private ulong[] _words = s_none;
    private int _offset;

    public bool IsEmpty => Array.TrueForAll(_words, word => word == 0);

    /// <summary>The places, in order.</summary>
    public IEnumerable<int> Items
    {
        get
        {
            for (var i = 0; i < _words.Length; i++)
            {
                for (var word = _words[i]; word != 0; word &= word - 1)
                {
                    yield return ((_offset + i) * 64) + BitOperations.TrailingZeroCount(word);
                }
            }
        }
    }

    /// <summary>The first place; there must be one.</summary>
    public int First => Items.First();

    private int End => _offset + _words.Length;

    public bool this[int index] =>
        index / 64 >= _offset && index / 64 < End && ((_words[(index / 64) - _offset] >> (index % 64)) & 1) != 0;

    public void Add(int index)
    {
        Cover(index / 64, (index / 64) + 1);
        _words[(index / 64) - _offset] |= 1UL << (index % 64);
    }

    /// <summary>Adds a stretch of places.</summary>
    public void AddRange(int first, int end)
    {
        if (first < end)
        {
            Cover(first / 64, ((end - 1) / 64) + 1);
            for (var index = first; index < end; index++)
            {
                _words[(index / 64) - _offset] |= 1UL << (index % 64);
            }
        }
    }

    public void Remove(int index)
    {
        if (this[index])
        {
            _words[(index / 64) - _offset] &= ~(1UL << (index % 64));
        }
    }

    public void UnionWith(PlaceSet other)
    {
        if (other._words.Length == 0)
        {
            return;
        }

        Cover(other._offset, other.End);
        for (var i = 0; i < other._words.Length; i++)
        {
            _words[other._offset + i - _offset] |= other._words[i];
        }
    }

    /// <summary>What is in both; null when nothing is.</summary>
    public PlaceSet? And(PlaceSet other)
    {
        var (from, to) = (Math.Max(_offset, other._offset), Math.Min(End, other.End));
        while (from < to && (_words[from - _offset] & other._words[from - other._offset]) == 0)
        {
            from++;
        }

        while (from < to && (_words[to - 1 - _offset] & other._words[to - 1 - other._offset]) == 0)
        {
            to--;
        }

        if (from >= to)
        {
            return null;
        }

        var words = new ulong[to - from];
        for (var i = from; i < to; i++)
        {
            words[i - from] = _words[i - _offset] & other._words[i - other._offset];
        }

        return new PlaceSet { _words = words, _offset = from };
    }

    /// <summary>What is in this one alone; null when nothing is.</summary>
    public PlaceSet? Less(PlaceSet other)
    {
        var less = Copy();
        for (var i = Math.Max(_offset, other._offset); i < Math.Min(End, other.End); i++)
        {
            less._words[i - _offset] &= ~other._words[i - other._offset];
        }

        return less.IsEmpty ? null : less;
    }

    public PlaceSet Copy() => new() { _words = (ulong[])_words.Clone(), _offset = _offset };

    private void Cover(int from, int to)
    {
        if (_words.Length == 0)
        {
            (_words, _offset) = (new ulong[to - from], from);
            return;
        }

        if (from >= _offset && to <= End)
        {
            return;
        }

        var (first, end) = (Math.Min(from, _offset), Math.Max(to, End));
        var words = new ulong[end - first];
        _words.CopyTo(words, _offset - first);
        (_words, _offset) = (words, first);
    }
}
