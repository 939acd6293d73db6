using AwsHardening.Core.Network.Model;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static AwsHardening.UnitTests.Engine.Network.Generators;

namespace AwsHardening.UnitTests.Engine.Network;

public class AddressIndexTests
{
    private static Gen<(Interface[] Interfaces, Cidr Range)> Cases =>
        from sides in (from addresses in Address.ListOf() from prefixes in Ranges.ListOf()
                       select (addresses, prefixes: prefixes.Take(2))).ListOf()
        from range in Ranges
        select (sides.Select((s, i) => Interface($"eni-{i}", s.addresses.Distinct(), s.prefixes)).ToArray(), range);

    [Fact]
    public void It_finds_what_a_look_at_every_interface_finds() => Law.Holds(Cases, one =>
    {
        var scan = one.Interfaces.SelectMany(side => side.Addresses.Where(one.Range.Contains).Select(Cidr.Of)
            .Concat(side.Prefixes.Select(prefix => prefix.Intersect(one.Range)).OfType<Cidr>())
            .Select(address => $"{side.Id} {address}"));
        Assert.Equal(
            scan.Order(), new AddressIndex(one.Interfaces).In(one.Range).Select(found => $"{found.Interface.Id} {found.Address}").Order());
    });

    [Fact]
    public void It_counts_an_interface_once_however_many_addresses_it_has_inside() => Law.Holds(Cases, one => Assert.Equal(
        one.Interfaces.Count(side => side.Addresses.Any(one.Range.Contains)
            || side.Prefixes.Any(prefix => prefix.Intersect(one.Range) is not null)),
        new AddressIndex(one.Interfaces).CountInterfaces(one.Range)));
}
