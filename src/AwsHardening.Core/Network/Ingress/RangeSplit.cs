using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Ingress;

/// <summary>What is left of a range when others are taken out.</summary>
internal static class RangeSplit
{
    /// <summary>The fewest ranges that hold what a range holds, but for the addresses taken out; in order.</summary>
    public static IReadOnlyList<Cidr> Without(Cidr range, IReadOnlyList<Cidr> removed)
    {
        if (removed.Any(one => one.Contains(range)))
        {
            return [];
        }

        // Two ranges are nested or apart, so what is taken out lies wholly in one half or is that half.
        return removed.Any(range.Contains) ? [.. Halves(range).SelectMany(half => Without(half, removed))] : [range];
    }

    private static Cidr[] Halves(Cidr range)
    {
        var lower = new Cidr(new IpAddress(range.Family, range.First), range.PrefixLength + 1);
        return [lower, new Cidr(new IpAddress(range.Family, lower.Last + 1), range.PrefixLength + 1)];
    }
}
