using System.Numerics;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>A set of places by index, a bit each: 64 of them are joined or parted in one step.</summary>
internal sealed class PlaceSet
{
    private readonly ulong[] _words;

    public PlaceSet(int size) => _words = new ulong[(size + 63) / 64];

    private PlaceSet(ulong[] words) => _words = words;

    public bool IsEmpty => Array.TrueForAll(_words, word => word == 0);

    public int Count => _words.Sum(BitOperations.PopCount);

    /// <summary>The places, in order.</summary>
    public IEnumerable<int> Items
    {
        get
        {
            for (var i = 0; i < _words.Length; i++)
            {
                for (var word = _words[i]; word != 0; word &= word - 1)
                {
                    yield return (i * 64) + BitOperations.TrailingZeroCount(word);
                }
            }
        }
    }

    public bool this[int index] => (_words[index / 64] >> (index % 64) & 1) != 0;

    public int First => Items.First();

    public void Add(int index) => _words[index / 64] |= 1UL << (index % 64);

    public void Remove(int index) => _words[index / 64] &= ~(1UL << (index % 64));

    public void UnionWith(PlaceSet other)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            _words[i] |= other._words[i];
        }
    }

    /// <summary>What is in both; null when nothing is.</summary>
    public PlaceSet? And(PlaceSet other)
    {
        ulong[]? words = null;
        for (var i = 0; i < _words.Length; i++)
        {
            if ((_words[i] & other._words[i]) is not 0 and var both)
            {
                (words ??= new ulong[_words.Length])[i] = both;
            }
        }

        return words is null ? null : new PlaceSet(words);
    }

    /// <summary>What is in this one alone; null when nothing is.</summary>
    public PlaceSet? Less(PlaceSet other)
    {
        ulong[]? words = null;
        for (var i = 0; i < _words.Length; i++)
        {
            if ((_words[i] & ~other._words[i]) is not 0 and var alone)
            {
                (words ??= new ulong[_words.Length])[i] = alone;
            }
        }

        return words is null ? null : new PlaceSet(words);
    }

    public PlaceSet Copy() => new((ulong[])_words.Clone());
}
