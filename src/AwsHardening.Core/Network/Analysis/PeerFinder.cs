using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Core.Network.Analysis;

/// <summary>
/// Finds the groups that stand behind a rule's range, and which of them can replace it: every flow between existing
/// interfaces that passes today still passes, and none is added.
/// </summary>
internal sealed class PeerFinder(NetworkModel model)
{
    private readonly PathTracer _tracer = new(model);
    private readonly RangeSamples _samples = new(model);

    /// <summary>Looks behind one rule, which must have a range for a source.</summary>
    public PeerFindings Find(Rule rule)
    {
        var range = rule.Source.Range ?? throw new ArgumentException("The rule has no range.", nameof(rule));
        var flows = new FlowCheck(model, _tracer, _samples, rule);
        Candidate[] candidates =
        [
            .. model.Addresses.In(range)
                .GroupBy(pair => pair.Interface, pair => pair.Address)
                .OrderBy(group => group.Key.Id, StringComparer.Ordinal)
                .Select(group => Judge(flows, rule, group.Key, [.. group.Order(CidrOrder.Instance)])),
        ];
        PeerGroup[] groups =
        [
            .. candidates.SelectMany(c => c.Interface.GroupIds).Distinct().Order(StringComparer.Ordinal)
                .Select(model.Groups.GetValueOrDefault).OfType<Group>()
                .Select(group => Judge(flows, rule, range, group, candidates)),
        ];
        var usable = groups.Where(g => g.Status == SgPeerStatus.Usable).Select(g => g.Group.Id).ToHashSet();
        Candidate[] uncovered =
            [.. candidates.Where(c => c.Needed.Count > 0 && !c.Interface.GroupIds.Any(usable.Contains))];
        var selected = SetCover.Smallest(
            [.. candidates.Where(c => c.Needed.Count > 0).Select(c => c.Interface.GroupIds.Where(usable.Contains).ToArray())
                .Where(covering => covering.Length > 0)]);
        return new PeerFindings(
            rule, candidates, groups, selected, uncovered, GatewayRanges.Find(model, flows, rule, range));
    }

    /// <summary>True when AWS lets a group's rules reference another: same VPC, or VPCs peered in this Region and active.</summary>
    public bool IsReferenceable(string ownerGroupId, Group peer) =>
        model.Groups.TryGetValue(ownerGroupId, out var owner) && (owner.VpcId == peer.VpcId || model.Peerings.Any(
            p => p.Active && p.Requester.Region == p.Accepter.Region && p.Across(owner.VpcId)?.VpcId == peer.VpcId));

    /// <summary>A flow that a group's members would gain if the rule referenced it; null when there is none.</summary>
    public string? Gain(Rule rule, Group peer) => Gain(new FlowCheck(model, _tracer, _samples, rule), rule, peer);

    /// <summary>True when some member of the rule's group and some member of the other reach each other.</summary>
    public bool IsRoutable(Rule rule, Group peer)
    {
        var flows = new FlowCheck(model, _tracer, _samples, rule);
        return model.Members(peer.Id).Any(member => member.Addresses.Any(address => flows.IsRoutable(member, address)));
    }

    private static Candidate Judge(FlowCheck flows, Rule rule, Interface side, Cidr[] addresses)
    {
        Candidate Fail(SgPeerStatus status, string reason) => new(side, addresses, [], status, reason);

        if (!flows.HasMembers)
        {
            return Fail(SgPeerStatus.NotAdmitted, $"no interface that could use the rule is a member of {rule.GroupId}");
        }

        if (!flows.CanTakePart(side, memberSide: false))
        {
            return Fail(SgPeerStatus.WrongRole, flows.WhyNoPart(side));
        }

        Cidr[] routable = [.. addresses.Where(a => flows.IsRoutable(side, a))];
        if (routable.Length == 0)
        {
            var unrouted = flows.WhyNotRoutable(side, FirstOf(addresses[0]));
            return Fail(SgPeerStatus.NotRoutable,
                flows.WouldBeAdmittedAcross(side) ? unrouted : $"{unrouted}, and {NotAdmitted(rule, side)}");
        }

        Cidr[] needed = [.. routable.Where(a => flows.IsAdmittedAcross(side, a))];
        return needed.Length == 0
            ? Fail(SgPeerStatus.NotAdmitted, NotAdmitted(rule, side))
            : new Candidate(side, addresses, needed, SgPeerStatus.Usable, "in use, routable and admitted by both sides");
    }

    private static string NotAdmitted(Rule rule, Interface side)
    {
        var traffic = $"{rule.Span.ProtocolText()} {rule.Span.PortText()}";
        return rule.Direction == RuleDirection.Ingress
            ? $"no outbound rule of {string.Join(", ", side.GroupIds)} lets {traffic} out to {rule.GroupId}"
            : $"no inbound rule of {string.Join(", ", side.GroupIds)} admits {traffic} from {rule.GroupId}";
    }

    private PeerGroup Judge(FlowCheck flows, Rule rule, Cidr range, Group group, Candidate[] candidates)
    {
        Candidate[] members = [.. candidates.Where(c => c.Interface.GroupIds.Contains(group.Id))];
        if (!members.Any(c => c.Needed.Count > 0))
        {
            // The member that came furthest says most about why the group is out.
            var furthest = members.MinBy(c => Array.IndexOf(s_furthestFirst, c.Status))!;
            return new PeerGroup(group, furthest.Status, furthest.Reason, members);
        }

        if (!IsReferenceable(rule.GroupId, group))
        {
            return new PeerGroup(group, SgPeerStatus.NotReferenceable,
                $"AWS lets {rule.GroupId} reference groups of its own VPC and of VPCs peered in the same Region only", members);
        }

        return Gain(flows, rule, group) is { } gain
            ? new PeerGroup(group, SgPeerStatus.WouldWiden, $"has an address outside {range} that would gain a flow: {gain}", members)
            : new PeerGroup(group, SgPeerStatus.Usable, "covers addresses in use and adds no flow", members);
    }

    private string? Gain(FlowCheck flows, Rule rule, Group peer)
    {
        foreach (var member in model.Members(peer.Id).Where(m => flows.CanTakePart(m, memberSide: false)))
        {
            foreach (var address in _samples.Of(member).Where(a => rule.Source.Range is not { } range || !range.Contains(a)))
            {
                if (flows.Gain(member, address) is { } gain)
                {
                    return gain;
                }
            }
        }

        return null;
    }

    private static IpAddress FirstOf(Cidr range) => new(range.Family, range.First);

    private static readonly SgPeerStatus[] s_furthestFirst =
        [SgPeerStatus.Usable, SgPeerStatus.NotAdmitted, SgPeerStatus.NotRoutable, SgPeerStatus.WrongRole];
}
