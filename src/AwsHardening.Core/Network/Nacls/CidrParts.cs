using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>Ranges cut and put together.</summary>
internal static class CidrParts
{
    /// <summary>What is left of a range without another: the fewest ranges, in order.</summary>
    public static IEnumerable<Cidr> Without(Cidr range, Cidr other)
    {
        if (other.Contains(range))
        {
            return [];
        }

        if (!range.Contains(other))
        {
            return [range];
        }

        var (low, high) = Halves(range);
        return Without(low, other).Concat(Without(high, other));
    }

    /// <summary>The two halves of a range of more than one address.</summary>
    public static (Cidr Low, Cidr High) Halves(Cidr range)
    {
        var bits = (range.Family == IpFamily.Ipv4 ? 32 : 128) - range.PrefixLength;
        return (
            new Cidr(new IpAddress(range.Family, range.First), range.PrefixLength + 1),
            new Cidr(new IpAddress(range.Family, range.First | (UInt128.One << (bits - 1))), range.PrefixLength + 1));
    }

    /// <summary>The fewest ranges that are exactly the same addresses, in order.</summary>
    public static IReadOnlyList<Cidr> Merge(IEnumerable<Cidr> ranges)
    {
        List<Cidr> merged = [];
        foreach (var range in ranges.Distinct().Order(Analysis.CidrOrder.Instance))
        {
            if (merged.Count > 0 && merged[^1].Contains(range))
            {
                continue;
            }

            merged.Add(range);
            while (merged.Count > 1 && Twin(merged[^2], merged[^1]) is { } whole)
            {
                merged.RemoveRange(merged.Count - 2, 2);
                merged.Add(whole);
            }
        }

        return merged;
    }

    private static Cidr? Twin(Cidr low, Cidr high)
    {
        if (low.Family != high.Family || low.PrefixLength != high.PrefixLength || low.PrefixLength == 0)
        {
            return null;
        }

        var whole = new Cidr(new IpAddress(low.Family, low.First), low.PrefixLength - 1);
        return whole.First == low.First && whole.Contains(high) && low != high ? whole : null;
    }
}
