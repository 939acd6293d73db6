using System.Numerics;
using AwsHardening.Core.Network.Analysis;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>A set of addresses outside, written as ranges without others. What a world outside has no part in is not taken out.</summary>
/// <param name="Ranges">The ranges.</param>
/// <param name="Except">What inside them is not meant.</param>
internal sealed record OutsideRanges(IReadOnlyList<Cidr> Ranges, IReadOnlyList<Cidr> Except)
{
    /// <summary>True for every address of a family that the world outside has.</summary>
    public bool IsWhole => Except.Count == 0 && Ranges.Any(range => range.IsWorld);

    /// <summary>How many addresses.</summary>
    public BigInteger AddressCount => Sum(Ranges) - Sum(Except);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static OutsideRanges Parse(string text)
    {
        var parts = text.Split(" except ");
        return new OutsideRanges(Ranges(parts[0]), parts.Length > 1 ? Ranges(parts[1]) : []);

        static Cidr[] Ranges(string list) => [.. list.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(Cidr.Parse)];
    }

    /// <summary>True when every address of a class is meant.</summary>
    public bool Covers(AddressNode node) => Ranges.Any(range => range.Contains(node.Range))
        && !Except.Any(hole => hole.Contains(node.Range) || (node.Range.Contains(hole) && !node.Children.Any(child => child.Range.Contains(hole))));

    /// <summary>The ranges of some classes of a world outside.</summary>
    /// <param name="chosen">The classes.</param>
    /// <param name="zone">All classes of that world.</param>
    public static OutsideRanges Of(IEnumerable<AddressNode> chosen, IReadOnlySet<AddressNode> zone)
    {
        var (inside, ranges, except) = (chosen.ToHashSet(), new List<Cidr>(), new List<Cidr>());
        foreach (var top in inside.Concat(zone).Select(Top).Distinct())
        {
            Visit(top, isIn: false);
        }

        return new OutsideRanges([.. ranges.Order(CidrOrder.Instance)], [.. except.Order(CidrOrder.Instance)]);

        // A class that the world has no part in goes with what is around it: nobody there is meant either way.
        void Visit(AddressNode node, bool isIn)
        {
            var now = zone.Contains(node) ? inside.Contains(node) : isIn;
            if (now != isIn)
            {
                (now ? ranges : except).Add(node.Range);
            }

            foreach (var child in node.Children)
            {
                Visit(child, now);
            }
        }
    }

    /// <inheritdoc />
    public override string ToString() =>
        string.Join(", ", Ranges) + (Except.Count == 0 ? "" : $" except {string.Join(", ", Except)}");

    private static BigInteger Sum(IEnumerable<Cidr> ranges) => ranges.Aggregate(BigInteger.Zero, (sum, range) => sum + range.AddressCount);

    private static AddressNode Top(AddressNode node) => node.Parent is { } parent ? Top(parent) : node;
}
