using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>
/// Which entries of a network ACL are never reached, because earlier ones decide everything they mean: together, and exactly, by
/// address, protocol, port, ICMP type and code.
/// </summary>
internal static class EntryReach
{
    /// <summary>Looks at one entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="all">The entries of its network ACL; those of the other direction do not count.</param>
    /// <returns>
    /// Whether some packet reaches it, and the numbers of the earlier entries that decide what it means: those that take
    /// something away that none before them took.
    /// </returns>
    public static (bool IsReached, IReadOnlyList<int> DecidedBy) Of(AclEntry entry, IEnumerable<AclEntry> all)
    {
        AclEntry[] earlier =
        [
            .. all.Where(other => other.Direction == entry.Direction && other.Number < entry.Number
                && other.Range.Intersect(entry.Range) is not null && other.Span.Overlaps(entry.Span)).OrderBy(other => other.Number),
        ];
        var reached = false;
        SortedSet<int> deciders = [];
        foreach (var (range, _) in AddressClass.Of(entry.Range, earlier.Select(other => other.Range)))
        {
            var left = TrafficSet.Of(entry.Span);
            foreach (var other in earlier.Where(other => other.Range.Contains(range)))
            {
                var meant = TrafficSet.Of(other.Span);
                if (!(meant & left).IsEmpty)
                {
                    deciders.Add(other.Number);
                    left -= meant;
                }
            }

            reached |= !left.IsEmpty;
        }

        return (reached, [.. deciders]);
    }
}
