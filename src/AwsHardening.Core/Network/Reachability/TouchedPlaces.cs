using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>
/// Tells the places that a change can have to do with: a flow both ends of which are untouched is what it was. Whatever is
/// not told apart here counts as touched.
/// </summary>
internal sealed class TouchedPlaces
{
    private readonly bool _all;
    private readonly HashSet<string> _groups;
    private readonly HashSet<string> _subnets = [];
    private readonly Dictionary<string, Interface> _before;
    private readonly Dictionary<string, Interface> _after;

    public TouchedPlaces(NetworkModel before, NetworkModel after)
    {
        _before = before.Interfaces.ToDictionary(side => side.Id);
        _after = after.Interfaces.ToDictionary(side => side.Id);
        _all = !Routed(before).SequenceEqual(Routed(after)) || !before.Peerings.SequenceEqual(after.Peerings)
            || !before.NatGateways.SequenceEqual(after.NatGateways) || !ReferenceEquals(before.PrefixLists, after.PrefixLists)
            || EdgeTables(before).Except(EdgeTables(after)).Concat(EdgeTables(after).Except(EdgeTables(before))).Any();
        _groups = [.. before.Groups.Keys.Union(after.Groups.Keys).Where(group => !SameRules(before, after, group))];
        if (_all)
        {
            return;
        }

        foreach (var (subnet, vpc) in before.Interfaces.Concat(after.Interfaces).Select(side => (side.SubnetId, side.VpcId)).Distinct())
        {
            if (!Equals(before.AclOf(subnet), after.AclOf(subnet)) || !Equals(before.RouteTableOf(subnet, vpc), after.RouteTableOf(subnet, vpc)))
            {
                _subnets.Add(subnet);
            }
        }

        AddClientsOfNat(before);
        AddClientsOfNat(after);
    }

    /// <summary>True when flows of a place may have changed.</summary>
    public bool Contains(FlowPlace place) => _all || place.Members.Any(member => IsTouched(member.Interface));

    private bool IsTouched(Interface side) => _subnets.Contains(side.SubnetId)
        || !ReferenceEquals(_before.GetValueOrDefault(side.Id), _after.GetValueOrDefault(side.Id))
        || side.GroupIds.Any(_groups.Contains);

    // A flow through a NAT gateway has a third place on its way.
    private void AddClientsOfNat(NetworkModel model)
    {
        var touched = model.NatGateways
            .Where(nat => model.Interfaces.Any(side => nat.InterfaceIds.Contains(side.Id) && IsTouched(side)))
            .Select(nat => nat.Id).ToHashSet();
        _subnets.UnionWith(model.Interfaces
            .Where(side => model.RouteTableOf(side.SubnetId, side.VpcId)?.Routes.Any(route => touched.Contains(route.TargetId)) == true)
            .Select(side => side.SubnetId));
    }

    // Names take no packet anywhere: ServiceNames compares where they lead.
    private static IEnumerable<Vpc> Routed(NetworkModel model) => model.Vpcs.Values.Select(vpc => vpc with { ResolvesNames = true });

    private static bool SameRules(NetworkModel before, NetworkModel after, string group) =>
        new[] { RuleDirection.Ingress, RuleDirection.Egress }.All(direction =>
            before.Rules(group, direction) is var then && after.Rules(group, direction) is var now
            && (then.SequenceEqual(now, ReferenceEqualityComparer.Instance) || then.Select(rule => rule.Key).ToHashSet().SetEquals(now.Select(rule => rule.Key))));

    private static IEnumerable<RouteTable> EdgeTables(NetworkModel model) => model.RouteTables.Where(table => table.GatewayIds.Count > 0);
}
