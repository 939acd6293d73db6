using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>Packets that two lists of entries decide differently.</summary>
/// <param name="Direction">Ingress or Egress.</param>
/// <param name="Range">The other side.</param>
/// <param name="Traffic">Protocol and ports.</param>
/// <param name="Allowed">True when the second list allows them and the first does not.</param>
internal sealed record NaclDifference(RuleDirection Direction, Cidr Range, TrafficAtom Traffic, bool Allowed)
{
    private static readonly Cidr[] s_all = [Cidr.Parse("0.0.0.0/0"), Cidr.Parse("::/0")];

    /// <summary>Every packet that two lists of entries decide differently. What no entry means is denied.</summary>
    public static IReadOnlyList<NaclDifference> Between(IReadOnlyList<AclEntry> before, IReadOnlyList<AclEntry> after)
    {
        List<NaclDifference> differences = [];
        foreach (var direction in new[] { RuleDirection.Ingress, RuleDirection.Egress })
        {
            var (one, other) = (InOrder(before, direction), InOrder(after, direction));
            foreach (var atom in TrafficAtom.Of(one.Concat(other).Select(entry => entry.Span)))
            {
                AclEntry[] left = [.. one.Where(entry => atom.IsMeantBy(entry.Span))];
                AclEntry[] right = [.. other.Where(entry => atom.IsMeantBy(entry.Span))];
                foreach (var (range, allowed) in s_all.SelectMany(all => Walk(all, left, right)))
                {
                    differences.Add(new(direction, range, atom, allowed));
                }
            }
        }

        return differences;
    }

    /// <summary>What differs, in a few words: ranges of the same traffic together, at most so many.</summary>
    public static IReadOnlyList<string> Describe(IEnumerable<NaclDifference> differences, int most) =>
    [
        .. from one in differences
           group one by (one.Direction, one.Allowed, Ranges: string.Join(", ", Short(differences, one))) into same
           let traffic = string.Join(", ", same.Select(one => one.Traffic).Distinct().Take(most))
           select $"{same.Key.Direction} {traffic} {(same.Key.Direction == RuleDirection.Ingress ? "from" : "to")} {same.Key.Ranges}",
    ];

    // The ranges in which the same traffic differs in the same way.
    private static IEnumerable<string> Short(IEnumerable<NaclDifference> differences, NaclDifference one)
    {
        var ranges = CidrParts.Merge(differences
            .Where(d => d.Direction == one.Direction && d.Allowed == one.Allowed && d.Traffic == one.Traffic).Select(d => d.Range));
        return ranges.Take(4).Select(range => range.ToString()).Concat(ranges.Count > 4 ? [$"{ranges.Count - 4} more ranges"] : []);
    }

    private static AclEntry[] InOrder(IEnumerable<AclEntry> entries, RuleDirection direction) =>
        [.. entries.Where(entry => entry.Direction == direction).OrderBy(entry => entry.Number)];

    private static IEnumerable<(Cidr Range, bool Allowed)> Walk(Cidr range, AclEntry[] left, AclEntry[] right)
    {
        var (one, other) = (Decision(range, left), Decision(range, right));
        if (one is not null && other is not null)
        {
            return one == other ? [] : [(range, other.Value)];
        }

        var (low, high) = CidrParts.Halves(range);
        return Walk(low, left, right).Concat(Walk(high, left, right));
    }

    /// <summary>True or false where the whole range is decided alike; null where it has to be cut.</summary>
    private static bool? Decision(Cidr range, AclEntry[] entries)
    {
        bool? decision = null;
        foreach (var entry in entries)
        {
            if (entry.Range.Contains(range))
            {
                return decision is null || decision == entry.IsAllow ? entry.IsAllow : null;
            }

            if (range.Contains(entry.Range))
            {
                if (decision is not null && decision != entry.IsAllow)
                {
                    return null;
                }

                decision = entry.IsAllow;
            }
        }

        return decision is true ? null : false;
    }
}
