namespace AwsHardening.Core.Network.Model;

/// <summary>Finds the interfaces with an address in a range by binary search: thousands of rules ask it.</summary>
public sealed class AddressIndex
{
    private readonly Entry[] _ipv4;
    private readonly Entry[] _ipv6;
    private readonly Interface[] _withPrefixes;
    private readonly Dictionary<Cidr, int> _counts = [];

    /// <summary>Sorts the addresses.</summary>
    public AddressIndex(IReadOnlyList<Interface> interfaces)
    {
        _ipv4 = Sorted(interfaces, IpFamily.Ipv4);
        _ipv6 = Sorted(interfaces, IpFamily.Ipv6);
        _withPrefixes = [.. interfaces.Where(i => i.Prefixes.Count > 0)];
    }

    /// <summary>Every address in a range with its interface; a delegated prefix counts by what it shares with the range.</summary>
    public IEnumerable<(Interface Interface, Cidr Address)> In(Cidr range)
    {
        var entries = range.Family == IpFamily.Ipv4 ? _ipv4 : _ipv6;
        for (var i = FirstAtLeast(entries, range.First); i < entries.Length && entries[i].Value <= range.Last; i++)
        {
            yield return (entries[i].Interface, Cidr.Of(new IpAddress(range.Family, entries[i].Value)));
        }

        foreach (var holder in _withPrefixes)
        {
            foreach (var prefix in holder.Prefixes)
            {
                if (prefix.Intersect(range) is { } shared)
                {
                    yield return (holder, shared);
                }
            }
        }
    }

    /// <summary>How many interfaces have an address in a range.</summary>
    public int CountInterfaces(Cidr range)
    {
        if (!_counts.TryGetValue(range, out var count))
        {
            _counts[range] = count = In(range).Select(pair => pair.Interface.Id).Distinct().Count();
        }

        return count;
    }

    private static Entry[] Sorted(IReadOnlyList<Interface> interfaces, IpFamily family) =>
    [
        .. interfaces
            .SelectMany(i => i.Addresses.Where(a => a.Family == family).Select(a => new Entry(a.Value, i)))
            .OrderBy(e => e.Value).ThenBy(e => e.Interface.Id, StringComparer.Ordinal),
    ];

    private static int FirstAtLeast(Entry[] entries, UInt128 value)
    {
        var (low, high) = (0, entries.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (entries[middle].Value < value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private readonly record struct Entry(UInt128 Value, Interface Interface);
}
