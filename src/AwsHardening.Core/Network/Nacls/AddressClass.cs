using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>Addresses that none of some ranges tells apart: every range that holds one of them holds them all.</summary>
/// <param name="Innermost">The narrowest range that holds them.</param>
/// <param name="Parts">The addresses: that range without those inside it.</param>
internal readonly record struct AddressClass(Cidr Innermost, IReadOnlyList<Cidr> Parts)
{
    /// <summary>The classes into which ranges cut a range; a class without addresses is left out.</summary>
    public static IEnumerable<AddressClass> Of(Cidr whole, IEnumerable<Cidr> ranges)
    {
        Cidr[] distinct = [.. ranges.Where(whole.Contains).Append(whole).Distinct().Order(Analysis.CidrOrder.Instance)];
        foreach (var range in distinct)
        {
            List<Cidr> parts = [range];
            foreach (var inside in distinct.Where(other => other != range && range.Contains(other)))
            {
                parts = [.. parts.SelectMany(part => CidrParts.Without(part, inside))];
            }

            if (parts.Count > 0)
            {
                yield return new AddressClass(range, parts);
            }
        }
    }
}
