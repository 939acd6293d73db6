namespace AwsHardening.Core.Network.Reachability;

/// <summary>A set of numbers from 0 to 65535: ports, or ICMP types and codes as type × 256 + code.</summary>
internal readonly struct PortSet : IEquatable<PortSet>
{
    private const int End = 65536;

    // Ascending; one at an even place enters the set, the next leaves it. All set algebra is one walk over two such lists.
    private readonly int[]? _toggles;

    private PortSet(int[] toggles) => _toggles = toggles.Length == 0 ? null : toggles;

    public static PortSet None => default;

    public static PortSet All { get; } = Range(0, End - 1);

    public bool IsEmpty => _toggles is null;

    public bool IsAll => _toggles is [0, End];

    public int Count => Ranges.Sum(range => range.Last - range.First + 1);

    public IEnumerable<(int First, int Last)> Ranges
    {
        get
        {
            var toggles = _toggles ?? [];
            for (var i = 0; i < toggles.Length; i += 2)
            {
                yield return (toggles[i], toggles[i + 1] - 1);
            }
        }
    }

    public static PortSet Range(int first, int last) => new([first, last + 1]);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static PortSet Parse(string text) => text == "all" ? All : text.Split(',').Aggregate(None, (set, part) =>
        part.Split('-') is var ends && ends.Length <= 2 ? set | Range(Number(ends[0]), Number(ends[^1])) : throw new FormatException($"'{text}' are no ports."));

    public bool Contains(int port)
    {
        var toggles = _toggles ?? [];
        var index = Array.BinarySearch(toggles, port);
        return (index >= 0 ? index + 1 : ~index) % 2 == 1;
    }

    public bool Covers(PortSet other) => (other - this).IsEmpty;

    public static PortSet operator |(PortSet one, PortSet other) =>
        one.IsEmpty || other.IsAll ? other : other.IsEmpty || one.IsAll ? one : Combine(one, other, (a, b) => a | b);

    public static PortSet operator &(PortSet one, PortSet other) =>
        one.IsEmpty || other.IsAll ? one : other.IsEmpty || one.IsAll ? other : Combine(one, other, (a, b) => a & b);

    public static PortSet operator -(PortSet one, PortSet other) =>
        one.IsEmpty || other.IsEmpty ? one : other.IsAll ? None : Combine(one, other, (a, b) => a & !b);

    public bool Equals(PortSet other) => (_toggles ?? []).AsSpan().SequenceEqual(other._toggles ?? []);

    public override bool Equals(object? obj) => obj is PortSet other && Equals(other);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (var toggle in _toggles ?? [])
        {
            hash.Add(toggle);
        }

        return hash.ToHashCode();
    }

    public override string ToString() =>
        IsAll ? "all" : string.Join(",", Ranges.Select(r => r.First == r.Last ? $"{r.First}" : $"{r.First}-{r.Last}"));

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static PortSet Combine(PortSet one, PortSet other, Func<bool, bool, bool> isIn)
    {
        int[] left = one._toggles ?? [], right = other._toggles ?? [];
        List<int> toggles = new(left.Length + right.Length);
        var (i, j) = (0, 0);
        while (i < left.Length || j < right.Length)
        {
            var at = Math.Min(i < left.Length ? left[i] : int.MaxValue, j < right.Length ? right[j] : int.MaxValue);
            i += i < left.Length && left[i] == at ? 1 : 0;
            j += j < right.Length && right[j] == at ? 1 : 0;
            if (isIn(i % 2 == 1, j % 2 == 1) != (toggles.Count % 2 == 1))
            {
                toggles.Add(at);
            }
        }

        return new PortSet([.. toggles]);
    }
}
