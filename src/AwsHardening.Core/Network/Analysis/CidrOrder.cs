using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Analysis;

/// <summary>Orders ranges as people expect: by family, address, then length.</summary>
internal sealed class CidrOrder : IComparer<Cidr>
{
    public static CidrOrder Instance { get; } = new();

    public int Compare(Cidr x, Cidr y) =>
        (x.Family, x.First, x.PrefixLength).CompareTo((y.Family, y.First, y.PrefixLength));
}
