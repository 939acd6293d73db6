using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Ingress;

/// <summary>What becomes of a rule from which admin traffic is taken.</summary>
/// <param name="Remaining">The rules that keep the rest, without ids; description and tags are the rule's.</param>
/// <param name="Taken">What is closed, of the rule's traffic.</param>
/// <param name="Closed">From whom it is closed.</param>
internal sealed record AdminRuleSplit(
    IReadOnlyList<Rule> Remaining, IReadOnlyList<TrafficSpan> Taken, IReadOnlyList<RuleSource> Closed)
{
    /// <summary>True when protocols without ports were meant too and no rule keeps them.</summary>
    public bool LosesProtocols { get; private init; }

    /// <summary>Splits a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="traffic">What to close.</param>
    /// <param name="source">From whom.</param>
    /// <param name="prefixLists">The ranges of prefix lists.</param>
    /// <param name="isPartOfList">True when the rule's prefix list is meant in part, so that the rule cannot be split.</param>
    /// <returns>Null when the rule opens nothing of it, or cannot be split.</returns>
    public static AdminRuleSplit? Of(
        Rule rule, AdminTraffic traffic, AdminSource source, IReadOnlyDictionary<string, IReadOnlyList<Cidr>> prefixLists,
        out bool isPartOfList)
    {
        isPartOfList = false;
        if (rule.Direction != RuleDirection.Ingress || !traffic.IsIn(rule.Span))
        {
            return null;
        }

        var cut = source.Cut(rule.Source, prefixLists);
        isPartOfList = cut.IsPartOfList;
        if (cut.Closed.Count == 0)
        {
            return null;
        }

        // Whoever is not meant keeps the rule as it is; whoever is keeps what is left of it.
        var remaining = cut.Kept.Select(kept => rule with { Id = "", Key = rule.Key with { Source = kept } }).Concat(
            from closed in cut.Closed
            from span in traffic.LeftOf(rule.Span)
            where CanCarry(closed, span, prefixLists)
            select rule with { Id = "", Key = rule.Key with { Source = closed, Span = span } });
        return new AdminRuleSplit([.. remaining], traffic.TakenFrom(rule.Span), cut.Closed)
        {
            LosesProtocols = traffic.LosesProtocols(rule.Span),
        };
    }

    // ICMP is IPv4's and ICMPv6 is IPv6's: a rule for the other family's would stand for nothing and count.
    private static bool CanCarry(RuleSource source, TrafficSpan span, IReadOnlyDictionary<string, IReadOnlyList<Cidr>> prefixLists)
    {
        var family = source.Range?.Family
            ?? (source.PrefixListId is { } list && prefixLists.GetValueOrDefault(list) is { Count: > 0 } entries ? entries[0].Family : null);
        return (span.Protocol, family) is not (("icmp", IpFamily.Ipv6) or ("icmpv6", IpFamily.Ipv4));
    }
}
