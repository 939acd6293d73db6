using AwsHardening.Core.Network;
using AwsHardening.Core.Network.Model;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Network;

public class RuleQuotaTests
{
    private static readonly RuleQuota s_quota = new(10, new Dictionary<string, (IpFamily, int)>
    {
        ["pl-four"] = (IpFamily.Ipv4, 4), ["pl-six"] = (IpFamily.Ipv6, 6),
    });

    [Fact]
    public void Exactly_the_quota_is_within_it()
    {
        Assert.Null(s_quota.Excess(Rules(10, Ranges("10.0.0.0/8"))));
        Assert.Equal(("IPv4", 11), s_quota.Excess(Rules(11, Ranges("10.0.0.0/8"))));
    }

    [Fact]
    public void Families_are_counted_apart() =>
        Assert.Null(s_quota.Excess([.. Rules(10, Ranges("10.0.0.0/8")), .. Rules(10, Ranges("2001:db8::/32"))]));

    [Fact]
    public void A_reference_to_a_group_counts_in_both_families()
    {
        Assert.Equal(("IPv4", 11), s_quota.Excess([.. Rules(10, Ranges("10.0.0.0/8")), .. Rules(1, RuleSource.OfGroup("sg-1"))]));
        Assert.Equal(("IPv6", 11), s_quota.Excess([.. Rules(10, Ranges("2001:db8::/32")), .. Rules(1, RuleSource.OfGroup("sg-1"))]));
    }

    [Fact]
    public void A_prefix_list_counts_by_its_maximum_in_its_own_family()
    {
        Assert.Null(s_quota.Excess([.. Rules(6, Ranges("10.0.0.0/8")), .. Rules(1, RuleSource.OfPrefixList("pl-four"))]));
        Assert.Equal(("IPv4", 11), s_quota.Excess([.. Rules(7, Ranges("10.0.0.0/8")), .. Rules(1, RuleSource.OfPrefixList("pl-four"))]));
        Assert.Equal(("IPv6", 11), s_quota.Excess([.. Rules(5, Ranges("2001:db8::/32")), .. Rules(1, RuleSource.OfPrefixList("pl-six"))]));
    }

    private static RuleSource Ranges(string range) => RuleSource.Of(Cidr.Parse(range));

    private static Rule[] Rules(int count, RuleSource source) =>
    [
        .. Enumerable.Range(0, count).Select(i => new Rule(
            $"sgr-{i}", "sg-0", new RuleKey(RuleDirection.Ingress, TrafficSpan.Create("tcp", i, i), source), "",
            new Dictionary<string, string>())),
    ];
}
