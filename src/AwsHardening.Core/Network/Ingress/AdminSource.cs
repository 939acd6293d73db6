using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Ingress;

/// <summary>From whom traffic is to be closed.</summary>
/// <param name="Any">From every range and prefix list.</param>
/// <param name="World">From rules open to the world, of these families.</param>
/// <param name="Ranges">From these addresses.</param>
/// <param name="Groups">From members of groups too, the rule's own among them.</param>
internal sealed record AdminSource(bool Any, IReadOnlySet<IpFamily> World, IReadOnlyList<Cidr> Ranges, bool Groups)
{
    // Wider than any one network's own: IANA gives IPv4 out by /8, and no registry has given anybody more of IPv6 than a /16.
    private const int WidestIpv4 = 8;
    private const int WidestIpv6 = 16;
    private static readonly Cidr s_privateIpv6 = Cidr.Parse("fc00::/7");

    /// <summary>Reads what a user says: <c>World</c>, <c>Any</c>, ranges.</summary>
    /// <param name="texts">The words; none for the world.</param>
    /// <param name="groups">True when rules that refer to groups are meant too.</param>
    /// <exception cref="FormatException">None of them.</exception>
    public static AdminSource Parse(IReadOnlyList<string> texts, bool groups)
    {
        var any = false;
        HashSet<IpFamily> world = texts.Count == 0 ? [IpFamily.Ipv4, IpFamily.Ipv6] : [];
        List<Cidr> ranges = [];
        foreach (var text in texts.Select(text => text.Trim()))
        {
            switch (text.ToUpperInvariant())
            {
                case "ANY":
                    any = true;
                    break;
                case "WORLD":
                    world.UnionWith([IpFamily.Ipv4, IpFamily.Ipv6]);
                    break;
                default:
                    // Who says 0.0.0.0/0 means the rules that say so, not every trusted range inside.
                    if (Cidr.Parse(text) is { IsWorld: true } all)
                    {
                        world.Add(all.Family);
                    }
                    else
                    {
                        ranges.Add(Cidr.Parse(text));
                    }

                    break;
            }
        }

        return new AdminSource(any, world, ranges, groups);
    }

    /// <summary>True for a range that spans more of the internet than any one network: 0.0.0.0/1 is the world, cut in half.</summary>
    public static bool IsWorld(Cidr range) => range.Family == IpFamily.Ipv4
        ? range.PrefixLength < WidestIpv4 : range.PrefixLength < WidestIpv6 && !s_privateIpv6.Contains(range);

    /// <summary>Parts a rule's source into what is closed and what is kept.</summary>
    /// <param name="source">The rule's source.</param>
    /// <param name="prefixLists">The ranges of prefix lists.</param>
    public SourceCut Cut(RuleSource source, IReadOnlyDictionary<string, IReadOnlyList<Cidr>> prefixLists) =>
        source.GroupId is not null ? (Groups ? SourceCut.Whole(source) : SourceCut.None)
        : Any ? SourceCut.Whole(source)
        : source.Range is { } range ? CutRange(range)
        : CutList(source, prefixLists.GetValueOrDefault(source.PrefixListId!) ?? []);

    private SourceCut CutRange(Cidr range)
    {
        if (IsWorld(range) && World.Contains(range.Family))
        {
            return SourceCut.Whole(RuleSource.Of(range));
        }

        var kept = RangeSplit.Without(range, Ranges);
        return kept.Count == 1 && kept[0] == range ? SourceCut.None : new SourceCut(
            [.. RangeSplit.Without(range, kept).Select(RuleSource.Of)], [.. kept.Select(RuleSource.Of)]);
    }

    // A prefix list is others' to change and is referred to whole: part of one cannot be kept.
    private SourceCut CutList(RuleSource source, IReadOnlyList<Cidr> entries)
    {
        SourceCut[] cuts = [.. entries.Select(CutRange)];
        return Array.Exists(entries.ToArray(), IsMeantWorld) || (cuts.Length > 0 && Array.TrueForAll(cuts, cut => cut.Closed.Count > 0 && cut.Kept.Count == 0))
            ? SourceCut.Whole(source)
            : Array.Exists(cuts, cut => cut.Closed.Count > 0) ? SourceCut.None with { IsPartOfList = true } : SourceCut.None;

        bool IsMeantWorld(Cidr entry) => IsWorld(entry) && World.Contains(entry.Family);
    }
}

/// <summary>A rule's source in two parts.</summary>
/// <param name="Closed">What is closed; empty where the source is not meant.</param>
/// <param name="Kept">What keeps the whole rule.</param>
internal sealed record SourceCut(IReadOnlyList<RuleSource> Closed, IReadOnlyList<RuleSource> Kept)
{
    public static SourceCut None { get; } = new([], []);

    /// <summary>True when only part of a prefix list is meant.</summary>
    public bool IsPartOfList { get; init; }

    public static SourceCut Whole(RuleSource source) => new([source], []);
}
