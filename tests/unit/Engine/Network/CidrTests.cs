using System.Numerics;
using AwsHardening.Core.Network.Model;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck.Fluent;
using Xunit;
using static AwsHardening.UnitTests.Engine.Network.Generators;

namespace AwsHardening.UnitTests.Engine.Network;

public class CidrTests
{
    [Fact]
    public void A_range_contains_exactly_the_addresses_between_its_first_and_last() => Law.Holds(
        Ranges, range => Assert.All(AllAddresses, address => Assert.Equal(
            address.Family == range.Family && range.First <= address.Value && address.Value <= range.Last, range.Contains(address))));

    [Fact]
    public void A_range_contains_another_when_it_contains_every_address_of_it() => Law.Holds(
        from one in Ranges from other in Ranges select (one, other),
        pair => Assert.Equal(Members(pair.other).All(pair.one.Contains), pair.one.Contains(pair.other)));

    [Fact]
    public void An_intersection_holds_exactly_what_both_hold() => Law.Holds(
        from one in Ranges from other in Ranges select (one, other),
        pair => Assert.Equal(
            Members(pair.one).Where(pair.other.Contains), pair.one.Intersect(pair.other) is { } shared ? Members(shared) : []));

    [Fact]
    public void The_count_is_the_number_of_addresses() => Law.Holds(
        Ranges, range => Assert.Equal(Members(range).Count(), (int)range.AddressCount));

    [Fact]
    public void Text_reads_back() => Law.Holds(Ranges, range => Assert.Equal(range, Cidr.Parse(range.ToString())));

    [Theory]
    [InlineData("10.0.0.0/16", "65536")]
    [InlineData("0.0.0.0/0", "4294967296")]
    [InlineData("10.1.2.3", "1")]
    [InlineData("2001:db8::/32", "79228162514264337593543950336")]
    [InlineData("::/0", "340282366920938463463374607431768211456")]
    public void Counts_of_known_ranges(string range, string count) =>
        Assert.Equal(BigInteger.Parse(count), Cidr.Parse(range).AddressCount);

    [Fact]
    public void Bits_behind_the_prefix_are_dropped() => Assert.Equal("10.0.0.0/16", Cidr.Parse("10.0.3.7/16").ToString());

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/")]
    [InlineData("2001:db8::/129")]
    [InlineData("vpc/16")]
    [InlineData("")]
    public void What_is_no_range_is_refused(string text) => Assert.Throws<FormatException>(() => Cidr.Parse(text));

    private static IEnumerable<IpAddress> Members(Cidr range) => AllAddresses.Where(range.Contains);
}
