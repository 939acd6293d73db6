using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Network;

/// <summary>
/// Counts rules as AWS does (Amazon VPC User Guide, "Amazon VPC quotas", Inbound or outbound rules per security group):
/// IPv4 and IPv6 separately, a reference to a group once in each, a prefix list by its maximum number of entries.
/// </summary>
/// <param name="limit">The quota; AWS's default is 60.</param>
/// <param name="prefixLists">Family and maximum entries by prefix list.</param>
internal sealed class RuleQuota(int limit, IReadOnlyDictionary<string, (IpFamily Family, int MaxEntries)> prefixLists)
{
    public const int Default = 60;

    public int Limit => limit;

    /// <summary>The quota, with the sizes of the prefix lists that some groups' rules refer to.</summary>
    public static async Task<RuleQuota> ReadAsync(
        int limit, AccountView view, NetworkModel model, IEnumerable<(string GroupId, RuleDirection Direction)> groups)
    {
        var used = groups.Distinct().SelectMany(key => model.Rules(key.GroupId, key.Direction))
            .Select(rule => rule.Source.PrefixListId).OfType<string>().ToHashSet();
        if (used.Count == 0)
        {
            return new RuleQuota(limit, new Dictionary<string, (IpFamily, int)>());
        }

        // Where the sizes cannot be read, AWS itself still refuses what is over quota.
        var lists = await view.ManagedPrefixLists();
        return new RuleQuota(limit, (lists.IsKnown ? lists.Value : []).Where(list => used.Contains(list.PrefixListId)).ToDictionary(
            list => list.PrefixListId,
            list => (list.AddressFamily == "IPv6" ? IpFamily.Ipv6 : IpFamily.Ipv4, list.MaxEntries ?? 1)));
    }

    /// <summary>The family that would be over the quota, and its count; null when neither is.</summary>
    public (string Family, int Count)? Excess(IEnumerable<Rule> rules)
    {
        var (ipv4, ipv6) = (0, 0);
        foreach (var source in rules.Select(rule => rule.Source))
        {
            var (family, weight) = source switch
            {
                { Range: { } range } => ((IpFamily?)range.Family, 1),
                { PrefixListId: { } list } when prefixLists.TryGetValue(list, out var size) => (size.Family, size.MaxEntries),
                _ => (null, 1),
            };
            ipv4 += family is null or IpFamily.Ipv4 ? weight : 0;
            ipv6 += family is null or IpFamily.Ipv6 ? weight : 0;
        }

        return ipv4 > limit ? ("IPv4", ipv4) : ipv6 > limit ? ("IPv6", ipv6) : null;
    }
}
