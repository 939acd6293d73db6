using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>Networks as they would be. The one given stays as it is.</summary>
internal static class Hypothesis
{
    /// <summary>With some rules of a group gone and others there.</summary>
    public static NetworkModel WithRules(this NetworkModel model, IEnumerable<Rule> remove, IEnumerable<Rule> add)
    {
        var removed = remove.ToHashSet();
        var facts = model.Facts();
        return new NetworkModel(facts with { Rules = [.. facts.Rules.Where(rule => !removed.Contains(rule)), .. add] });
    }

    /// <summary>With a network ACL that is new, or takes the place of the one with its id. Its subnets leave theirs.</summary>
    public static NetworkModel WithAcl(this NetworkModel model, NetworkAcl acl) => new(model.Facts() with
    {
        NetworkAcls =
        [
            .. model.NetworkAcls.Where(other => other.Id != acl.Id).Select(other => other.SubnetIds.Intersect(acl.SubnetIds).Any()
                ? other with { SubnetIds = [.. other.SubnetIds.Except(acl.SubnetIds)] } : other),
            acl,
        ],
    });

    /// <summary>Without a network ACL.</summary>
    public static NetworkModel WithoutAcl(this NetworkModel model, string aclId) =>
        new(model.Facts() with { NetworkAcls = [.. model.NetworkAcls.Where(acl => acl.Id != aclId)] });

    /// <summary>With subnets associated with an ACL that is there.</summary>
    public static NetworkModel WithAclOf(this NetworkModel model, string aclId, params IReadOnlyList<string> subnetIds)
    {
        var acl = model.NetworkAcls.First(acl => acl.Id == aclId);
        return model.WithAcl(acl with { SubnetIds = [.. acl.SubnetIds.Union(subnetIds)] });
    }

    /// <summary>With a route table that is new, or takes the place of the one with its id.</summary>
    public static NetworkModel WithRouteTable(this NetworkModel model, RouteTable table) => new(model.Facts() with
    {
        RouteTables = [.. model.RouteTables.Where(other => other.Id != table.Id), table],
    });

    /// <summary>With an interface in other groups.</summary>
    public static NetworkModel WithGroupsOf(this NetworkModel model, string interfaceId, IReadOnlyList<string> groupIds) => new(model.Facts() with
    {
        Interfaces = [.. model.Interfaces.Select(side => side.Id == interfaceId ? side with { GroupIds = groupIds } : side)],
    });
}
