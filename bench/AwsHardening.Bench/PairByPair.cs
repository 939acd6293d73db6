using AwsHardening.Core.Network.Model;

namespace AwsHardening.Bench;

/// <summary>The plain way: each two interfaces, each port that some rule names, one packet and one reply at a time.</summary>
internal sealed class PairByPair(NetworkModel model)
{
    private readonly int[] _ports =
        [.. model.Groups.Keys.SelectMany(g => model.Rules(g, RuleDirection.Ingress)).Where(r => r.Span.HasPorts).SelectMany(r => new[] { r.Span.From, r.Span.To + 1 }).Distinct()];

    public int CountFlows(Interface from, Interface to) => from.Id == to.Id ? 0 : _ports.Count(port => Passes(from, to, port));

    private bool Passes(Interface from, Interface to, int port)
    {
        if (!Allows(from, RuleDirection.Egress, to, port) || !Allows(to, RuleDirection.Ingress, from, port))
        {
            return false;
        }

        return from.SubnetId == to.SubnetId || (Routes(from, to) && Routes(to, from)
            && Acl(from, RuleDirection.Egress, to, port) && Acl(to, RuleDirection.Ingress, from, port)
            && Acl(to, RuleDirection.Egress, from, 50000) && Acl(from, RuleDirection.Ingress, to, 50000));
    }

    private bool Allows(Interface side, RuleDirection direction, Interface other, int port) => side.GroupIds.Any(group => model.Rules(group, direction).Any(rule =>
        rule.Span.MeansPort("tcp", port) && (rule.Source.Range?.Contains(other.Addresses[0])
            ?? (rule.Source.GroupId is { } id ? other.GroupIds.Contains(id) : model.PrefixLists[rule.Source.PrefixListId!].Any(r => r.Contains(other.Addresses[0]))))));

    private bool Acl(Interface side, RuleDirection direction, Interface other, int port) => model.AclOf(side.SubnetId)!.Entries
        .Where(entry => entry.Direction == direction).OrderBy(entry => entry.Number)
        .FirstOrDefault(entry => entry.Range.Contains(other.Addresses[0]) && entry.Span.MeansPort("tcp", port))?.IsAllow == true;

    private bool Routes(Interface from, Interface to)
    {
        var route = model.RouteTableOf(from.SubnetId, from.VpcId)!.Routes.Where(r => r.Destination.Contains(to.Addresses[0])).MaxBy(r => r.Destination.PrefixLength);
        return route?.Target switch
        {
            RouteTarget.Local => from.VpcId == to.VpcId,
            RouteTarget.Peering => model.Peerings.Any(p => p.Id == route.TargetId && p.Across(from.VpcId)?.VpcId == to.VpcId),
            _ => false,
        };
    }
}
