using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>Finds what users name as an end of flows.</summary>
internal static class EndSelection
{
    /// <summary>The word for the world outside.</summary>
    public const string Internet = "Internet";

    /// <summary>The ends meant by an id of an instance, interface, group, subnet, VPC or endpoint, a group's or subnet's name, an address, a range, or <c>Internet</c>.</summary>
    /// <returns>The classes; null when nothing has that name. An address or range always means something.</returns>
    public static IReadOnlyList<EndClass>? Find(ReachabilityEngine engine, string text)
    {
        if (text.Equals(Internet, StringComparison.OrdinalIgnoreCase))
        {
            EndClass[] internet = [.. engine.Places.Outside.Where(place => place.Zone == OutsideZone.Internet).Select(Outside)];
            return internet.Length > 0 ? internet : [.. engine.Places.Tree.Nodes.Where(node => node.Parent is null).Select(node => Nowhere(node, node.Range))];
        }

        if (TryRange(text) is { } range)
        {
            var nodes = engine.Places.Tree.In(range).ToDictionary(pair => pair.Node, pair => pair.Sample);
            EndClass[] found =
            [
                .. Inside(engine, (_, address) => range.Intersect(address) is not null, range),
                .. engine.Places.Outside.Where(place => nodes.ContainsKey(place.Node))
                    .Select(place => new EndClass(place, [], [new OutsideEnd(place.Zone!.Value, nodes[place.Node])])),
            ];
            // Where no route leads, there is still something to say: that none does.
            return found.Length > 0 ? found : [.. nodes.Keys.Select(node => Nowhere(node, range))];
        }

        return Meaning(engine.Model, text) is { } meant ? [.. Inside(engine, (side, _) => meant(side), null)] : null;
    }

    private static Func<Interface, bool>? Meaning(NetworkModel model, string text)
    {
        if (model.Interfaces.Any(side => side.InstanceId == text))
        {
            return side => side.InstanceId == text;
        }

        if (model.Interfaces.Any(side => side.Id == text))
        {
            return side => side.Id == text;
        }

        if (model.Endpoints.FirstOrDefault(endpoint => endpoint.Id == text) is { } endpoint)
        {
            return side => endpoint.InterfaceIds.Contains(side.Id);
        }

        if (model.Vpcs.ContainsKey(text))
        {
            return side => side.VpcId == text;
        }

        var groups = model.Groups.Values.Where(group => group.Id == text || group.Name == text).Select(group => group.Id).ToHashSet();
        if (groups.Count > 0)
        {
            return side => side.GroupIds.Any(groups.Contains);
        }

        var subnets = model.Subnets.Where(subnet => subnet.Id == text || (subnet.Name == text && text.Length > 0)).Select(subnet => subnet.Id).ToHashSet();
        return subnets.Count > 0 ? side => subnets.Contains(side.SubnetId) : null;
    }

    private static IEnumerable<EndClass> Inside(ReachabilityEngine engine, Func<Interface, Cidr, bool> meant, Cidr? within)
    {
        foreach (var place in engine.Places.Inside)
        {
            (Interface Interface, Cidr Address)[] members = [.. place.Members.Where(member => meant(member.Interface, member.Address))];
            FlowEnd[] ends =
            [
                .. members.DistinctBy(member => member.Interface.Id).Take(2)
                    .Select(member => (member.Interface, Sample: AddressTree.Sample(place.Node, Narrower(member.Address, within))))
                    .Where(end => end.Sample is not null).Select(end => new InterfaceEnd(end.Interface, end.Sample!.Value)),
            ];
            if (ends.Length > 0)
            {
                yield return new EndClass(place, members, ends);
            }
        }
    }

    private static Cidr Narrower(Cidr address, Cidr? within) => within is { } range ? address.Intersect(range)!.Value : address;

    private static EndClass Outside(FlowPlace place) =>
        new(place, [], [new OutsideEnd(place.Zone!.Value, AddressTree.Sample(place.Node, place.Node.Range)!.Value)]);

    private static EndClass Nowhere(AddressNode node, Cidr range)
    {
        var sample = AddressTree.Sample(node, range) ?? new IpAddress(node.Range.Family, node.Range.First);
        return new EndClass(FlowPlace.Of(OutsideZone.Internet, node, sample), [], [new OutsideEnd(OutsideZone.Internet, sample)]);
    }

    private static Cidr? TryRange(string text)
    {
        try
        {
            return text.Contains('.', StringComparison.Ordinal) || text.Contains(':', StringComparison.Ordinal) ? Cidr.Parse(text) : null;
        }
        catch (FormatException)
        {
            // A group may have a dot in its name.
            return null;
        }
    }
}
