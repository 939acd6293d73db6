using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Analysis;

/// <summary>
/// Picks one address of each part of a range that some rule, prefix list, ACL or route tells from the rest: what holds of these
/// holds of every address. A delegated prefix is such a range; asking for its first address alone would prove nothing.
/// </summary>
internal sealed class RangeSamples
{
    private readonly SortedSet<UInt128> _ipv4 = [];
    private readonly SortedSet<UInt128> _ipv6 = [];

    public RangeSamples(NetworkModel model)
    {
        // Without delegated prefixes every range asked for is one address.
        if (model.Interfaces.All(side => side.Prefixes.Count == 0))
        {
            return;
        }

        foreach (var range in model.Groups.Keys
            .SelectMany(group => model.Rules(group, RuleDirection.Ingress).Concat(model.Rules(group, RuleDirection.Egress)))
            .Select(rule => rule.Source.Range).OfType<Cidr>()
            .Concat(model.PrefixLists.Values.SelectMany(ranges => ranges))
            .Concat(model.NetworkAcls.SelectMany(acl => acl.Entries).Select(entry => entry.Range))
            .Concat(model.Vpcs.Keys.SelectMany(model.RouteTablesOf).SelectMany(table => table.Routes).Select(route => route.Destination))
            .Concat(model.Vpcs.Values.SelectMany(vpc => vpc.Ranges)))
        {
            var borders = range.Family == IpFamily.Ipv4 ? _ipv4 : _ipv6;
            borders.Add(range.First);
            if (range.Last != UInt128.MaxValue)
            {
                borders.Add(range.Last + 1);
            }
        }
    }

    /// <summary>The addresses.</summary>
    public IEnumerable<IpAddress> Of(Cidr range)
    {
        yield return new IpAddress(range.Family, range.First);
        if (range.First != range.Last)
        {
            foreach (var border in (range.Family == IpFamily.Ipv4 ? _ipv4 : _ipv6).GetViewBetween(range.First + 1, range.Last))
            {
                yield return new IpAddress(range.Family, border);
            }
        }
    }

    /// <summary>The addresses of an interface, and such addresses of its delegated prefixes.</summary>
    public IEnumerable<IpAddress> Of(Interface side) => side.Addresses.Concat(side.Prefixes.SelectMany(Of));
}
