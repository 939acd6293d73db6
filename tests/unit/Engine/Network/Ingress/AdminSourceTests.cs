using AwsHardening.Core.Network.Ingress;
using AwsHardening.Core.Network.Model;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck.Fluent;
using Xunit;
using static AwsHardening.UnitTests.Engine.Network.Generators;

namespace AwsHardening.UnitTests.Engine.Network.Ingress;

public class AdminSourceTests
{
    private static readonly Dictionary<string, IReadOnlyList<Cidr>> s_lists = new()
    {
        ["pl-office"] = [Cidr.Parse("192.168.1.0/24"), Cidr.Parse("192.168.9.0/24")],
        ["pl-mixed"] = [Cidr.Parse("192.168.1.0/24"), Cidr.Parse("203.0.113.0/24")],
        ["pl-world"] = [Cidr.Parse("203.0.113.0/24"), Cidr.Parse("0.0.0.0/0")],
    };

    [Fact]
    public void A_range_without_others_holds_exactly_the_other_addresses() => Law.Holds(
        from range in Ranges from removed in Gen.ListOf(Ranges) select (range, removed: removed.ToArray()),
        one =>
        {
            var left = RangeSplit.Without(one.range, one.removed);
            Assert.All(AllAddresses, address => Assert.Equal(
                one.range.Contains(address) && !one.removed.Any(r => r.Contains(address)) ? 1 : 0, left.Count(r => r.Contains(address))));
        });

    [Fact]
    public void A_cut_parts_a_range_into_what_is_meant_and_what_is_not() => Law.Holds(
        from range in Ranges from meant in Gen.NonEmptyListOf(Ranges) select (range, meant: meant.ToArray()),
        one =>
        {
            var source = AdminSource.Parse([.. one.meant.Select(range => range.ToString())], groups: false);
            var cut = source.Cut(RuleSource.Of(one.range), s_lists);
            var touched = AllAddresses.Any(address => one.range.Contains(address) && one.meant.Any(m => m.Contains(address)));
            Assert.Equal(touched, cut.Closed.Count > 0);
            foreach (var address in AllAddresses.Where(address => touched && one.range.Contains(address)))
            {
                var meant = one.meant.Any(m => m.Contains(address));
                Assert.Equal(meant ? 1 : 0, cut.Closed.Count(s => s.Range!.Value.Contains(address)));
                Assert.Equal(meant ? 0 : 1, cut.Kept.Count(s => s.Range!.Value.Contains(address)));
            }
        });

    [Theory]
    [InlineData("0.0.0.0/0", true)]
    [InlineData("::/0", true)]
    [InlineData("0.0.0.0/1", true)]
    [InlineData("128.0.0.0/1", true)]
    [InlineData("2000::/3", true)]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("203.0.113.0/24", false)]
    [InlineData("fc00::/7", false)]
    [InlineData("2001:db8::/32", false)]
    public void The_world_is_what_is_wider_than_any_one_network(string range, bool world) =>
        Assert.Equal(world, AdminSource.IsWorld(Cidr.Parse(range)));

    [Theory]
    [InlineData("World", "0.0.0.0/0", true)]
    [InlineData("world", "::/0", true)]
    [InlineData("World", "192.168.0.0/16", false)]
    [InlineData("World", "sg-1", false)]
    [InlineData("World", "pl-world", true)]
    [InlineData("World", "pl-office", false)]
    [InlineData("Any", "192.168.0.0/16", true)]
    [InlineData("Any", "pl-office", true)]
    [InlineData("Any", "sg-1", false)]
    [InlineData("192.168.0.0/16", "192.168.5.0/24", true)]
    [InlineData("192.168.0.0/16", "pl-office", true)]
    [InlineData("192.168.0.0/16", "2001:db8::/32", false)]
    public void A_source_is_meant_or_not(string said, string source, bool meant) =>
        Assert.Equal(meant, AdminSource.Parse([said], groups: false).Cut(Source(source), s_lists).Closed.Count > 0);

    [Fact]
    public void Who_says_the_world_of_a_family_means_no_trusted_range_in_it()
    {
        var source = AdminSource.Parse(["0.0.0.0/0"], groups: false);
        Assert.Empty(source.Cut(Source("192.168.0.0/16"), s_lists).Closed);
        Assert.Empty(source.Cut(Source("::/0"), s_lists).Closed);
        Assert.Single(source.Cut(Source("0.0.0.0/0"), s_lists).Closed);
    }

    [Fact]
    public void Groups_are_meant_only_on_request()
    {
        Assert.Empty(AdminSource.Parse(["Any"], groups: false).Cut(Source("sg-1"), s_lists).Closed);
        Assert.Single(AdminSource.Parse(["Any"], groups: true).Cut(Source("sg-1"), s_lists).Closed);
    }

    [Fact]
    public void Part_of_a_prefix_list_cannot_be_meant()
    {
        var cut = AdminSource.Parse(["192.168.0.0/16"], groups: false).Cut(Source("pl-mixed"), s_lists);
        Assert.True(cut.IsPartOfList);
        Assert.Empty(cut.Closed);
    }

    [Fact]
    public void What_is_neither_a_word_nor_a_range_is_refused() =>
        Assert.Throws<FormatException>(() => AdminSource.Parse(["everybody"], groups: false));

    private static RuleSource Source(string text) => text[..2] switch
    {
        "sg" => RuleSource.OfGroup(text),
        "pl" => RuleSource.OfPrefixList(text),
        _ => RuleSource.Of(Cidr.Parse(text)),
    };
}
