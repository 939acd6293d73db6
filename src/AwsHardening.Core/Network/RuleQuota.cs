using AwsHardening.Core.Network.Model;

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
