using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>Packets that two lists of entries decide differently.</summary>
/// <param name="Direction">Ingress or Egress.</param>
/// <param name="Ranges">The other side.</param>
/// <param name="Traffic">Which packets.</param>
/// <param name="Allowed">True when the second list allows them and the first does not.</param>
internal sealed record NaclDifference(RuleDirection Direction, IReadOnlyList<Cidr> Ranges, TrafficSet Traffic, bool Allowed)
{
    private const int MostRanges = 4;

    private static readonly Cidr[] s_all = [Cidr.Parse("0.0.0.0/0"), Cidr.Parse("::/0")];

    /// <summary>Every packet that two lists of entries decide differently, once. What no entry means is denied.</summary>
    public static IReadOnlyList<NaclDifference> Between(IReadOnlyList<AclEntry> before, IReadOnlyList<AclEntry> after)
    {
        List<NaclDifference> differences = [];
        foreach (var direction in new[] { RuleDirection.Ingress, RuleDirection.Egress })
        {
            var (one, other) = (InOrder(before, direction), InOrder(after, direction));
            foreach (var (innermost, parts) in s_all.SelectMany(all => AddressClass.Of(all, one.Concat(other).Select(entry => entry.Range))))
            {
                var (then, now) = (Passes(one, innermost), Passes(other, innermost));
                Add(differences, new(direction, parts, then - now, Allowed: false));
                Add(differences, new(direction, parts, now - then, Allowed: true));
            }
        }

        return differences;
    }

    /// <summary>What differs, in a line each: ranges in which the same traffic differs together.</summary>
    public static IReadOnlyList<string> Describe(IEnumerable<NaclDifference> differences) =>
    [
        .. differences.GroupBy(one => (one.Direction, one.Allowed, one.Traffic)).Select(same =>
            $"{same.Key.Direction} {same.Key.Traffic} {(same.Key.Direction == RuleDirection.Ingress ? "from" : "to")} {Text(same.SelectMany(one => one.Ranges))}"),
    ];

    private static string Text(IEnumerable<Cidr> ranges)
    {
        var merged = CidrParts.Merge(ranges);
        return string.Join(", ", merged.Take(MostRanges)) + (merged.Count > MostRanges ? $" and {merged.Count - MostRanges} more ranges" : "");
    }

    private static void Add(List<NaclDifference> differences, NaclDifference difference)
    {
        if (!difference.Traffic.IsEmpty)
        {
            differences.Add(difference);
        }
    }

    private static AclEntry[] InOrder(IEnumerable<AclEntry> entries, RuleDirection direction) =>
        [.. entries.Where(entry => entry.Direction == direction).OrderBy(entry => entry.Number)];

    private static TrafficSet Passes(AclEntry[] entries, Cidr range)
    {
        var (allowed, open) = (TrafficSet.None, TrafficSet.All);
        foreach (var entry in entries.Where(entry => entry.Range.Contains(range)))
        {
            var meant = TrafficSet.Of(entry.Span);
            allowed = entry.IsAllow ? allowed | (meant & open) : allowed;
            open -= meant;
        }

        return allowed;
    }
}
