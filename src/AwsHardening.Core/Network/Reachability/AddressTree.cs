using AwsHardening.Core.Network.Analysis;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>A range that something in the network tells from the rest, and its place among the others.</summary>
/// <param name="Range">The range.</param>
/// <param name="Parent">The next wider one; null for the whole family.</param>
internal sealed record AddressNode(Cidr Range, AddressNode? Parent)
{
    public List<AddressNode> Children { get; } = [];

    // By identity: there is one node a range, and records would compare all that hangs on it.
    public bool Equals(AddressNode? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Range.GetHashCode();
}

/// <summary>
/// All addresses of both families as finitely many classes. Every test on an address is whether some range holds it, and
/// ranges are nested or apart: two addresses with the same innermost range get the same answer from every rule and route.
/// </summary>
internal sealed class AddressTree
{
    private readonly AddressNode[] _ipv4;
    private readonly AddressNode[] _ipv6;

    public AddressTree(IEnumerable<Cidr> ranges)
    {
        Cidr[] distinct = [.. ranges.Append(Cidr.Parse("0.0.0.0/0")).Append(Cidr.Parse("::/0")).Distinct()];
        _ipv4 = Build(distinct, IpFamily.Ipv4);
        _ipv6 = Build(distinct, IpFamily.Ipv6);
    }

    public IEnumerable<AddressNode> Nodes => _ipv4.Concat(_ipv6);

    /// <summary>Every range that a rule, prefix list, ACL, route, VPC or peering of a network names, and those the internet does not route.</summary>
    public static IEnumerable<Cidr> Ranges(NetworkModel model) => model.Groups.Keys
        .SelectMany(group => model.Rules(group, RuleDirection.Ingress).Concat(model.Rules(group, RuleDirection.Egress)))
        .Select(rule => rule.Source.Range).OfType<Cidr>()
        .Concat(model.PrefixLists.Values.SelectMany(ranges => ranges))
        .Concat(model.NetworkAcls.SelectMany(acl => acl.Entries).Select(entry => entry.Range))
        .Concat(model.RouteTables.SelectMany(table => table.Routes).Select(route => route.Destination))
        .Concat(model.Vpcs.Values.SelectMany(vpc => vpc.Ranges))
        .Concat(model.Peerings.SelectMany(peering => peering.Requester.Ranges.Concat(peering.Accepter.Ranges)))
        .Concat(GatewayRanges.Private);

    /// <summary>The class of an address.</summary>
    public AddressNode Innermost(IpAddress address)
    {
        var nodes = address.Family == IpFamily.Ipv4 ? _ipv4 : _ipv6;
        var (low, high) = (0, nodes.Length);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = nodes[middle].Range.First <= address.Value ? (middle, high) : (low, middle);
        }

        var node = nodes[low];
        while (!node.Range.Contains(address))
        {
            node = node.Parent!;
        }

        return node;
    }

    /// <summary>An address of a class inside a range; null when narrower ranges leave none.</summary>
    public static IpAddress? Sample(AddressNode node, Cidr within)
    {
        var (at, last) = within.Contains(node.Range) ? (node.Range.First, node.Range.Last) : (within.First, within.Last);
        foreach (var child in node.Children.Where(child => child.Range.Last >= at))
        {
            if (child.Range.First > at)
            {
                break;
            }

            if (child.Range.Last >= last)
            {
                return null;
            }

            at = child.Range.Last + UInt128.One;
        }

        return new IpAddress(node.Range.Family, at);
    }

    /// <summary>The classes that have addresses in a range, each with one of them.</summary>
    public IEnumerable<(AddressNode Node, IpAddress Sample)> In(Cidr range)
    {
        var outer = Innermost(new IpAddress(range.Family, range.First));
        while (!outer.Range.Contains(range))
        {
            outer = outer.Parent!;
        }

        return Below(outer).Where(node => node.Range.Intersect(range) is not null)
            .Select(node => (node, sample: Sample(node, range))).Where(pair => pair.sample is not null).Select(pair => (pair.node, pair.sample!.Value));
    }

    private static IEnumerable<AddressNode> Below(AddressNode node) => node.Children.SelectMany(Below).Prepend(node);

    private static AddressNode[] Build(Cidr[] ranges, IpFamily family)
    {
        Cidr[] sorted = [.. ranges.Where(range => range.Family == family).OrderBy(range => range.First).ThenBy(range => range.PrefixLength)];
        var nodes = new AddressNode[sorted.Length];
        AddressNode? open = null;
        for (var i = 0; i < sorted.Length; i++)
        {
            while (open is not null && !open.Range.Contains(sorted[i]))
            {
                open = open.Parent;
            }

            nodes[i] = open = new AddressNode(sorted[i], open);
            open.Parent?.Children.Add(open);
        }

        return nodes;
    }
}
