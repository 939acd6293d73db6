using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Core.Network.Analysis;

/// <summary>
/// What one rule lets flow between the interfaces of its group (here: members) and an interface across. All questions
/// are about existing interfaces; roles, routes, network ACLs and the rules across are part of every answer.
/// </summary>
internal sealed class FlowCheck
{
    private readonly PathTracer _tracer;
    private readonly RangeSamples _samples;
    private readonly Rule _rule;
    private readonly TrafficSet _span;
    private readonly Interface[] _members;
    private readonly RuleDirection _across;

    public FlowCheck(NetworkModel model, PathTracer tracer, RangeSamples samples, Rule rule)
    {
        _tracer = tracer;
        _samples = samples;
        _rule = rule;
        _span = TrafficSet.Of(rule.Span);
        _across = rule.Direction == RuleDirection.Ingress ? RuleDirection.Egress : RuleDirection.Ingress;
        _members = [.. model.Members(rule.GroupId).Where(member => CanTakePart(member, memberSide: true))];
    }

    /// <summary>True when the group has an interface that the rule can serve.</summary>
    public bool HasMembers => _members.Length > 0;

    /// <summary>The members' subnets with their VPC.</summary>
    public IEnumerable<(string SubnetId, string VpcId)> MemberSubnets =>
        _members.Select(member => (member.SubnetId, member.VpcId)).Distinct();

    /// <summary>True when an interface can take its part in a flow of this rule: initiate for ingress, accept for egress.</summary>
    public bool CanTakePart(Interface side, bool memberSide)
    {
        var initiates = (_rule.Direction == RuleDirection.Egress) == memberSide;
        return initiates ? InterfaceRole.CanInitiate(side) : InterfaceRole.CanAccept(side);
    }

    /// <summary>Why it cannot, as a sentence.</summary>
    public string WhyNoPart(Interface side) => InterfaceRole.WhyNot(side, initiates: _rule.Direction == RuleDirection.Ingress);

    /// <summary>True when routes and network ACLs let traffic of the rule pass between some member and this address.</summary>
    public bool IsRoutable(Interface side, IpAddress address) => Pairs(side, address).Any(pair => !Passes(pair, _ => false).IsEmpty);

    /// <summary>True when they do for an address of this range.</summary>
    public bool IsRoutable(Interface side, Cidr range) => _samples.Of(range).Any(address => IsRoutable(side, address));

    /// <summary>Why they do not, as a sentence.</summary>
    public string WhyNotRoutable(Interface side, IpAddress address)
    {
        foreach (var (from, to) in Pairs(side, address))
        {
            var (there, back) = (_span, Reach.RepliesTo(_span));
            foreach (var step in _tracer.Steps(from, to).Where(step => step.Groups is null))
            {
                var (left, asked) = step.IsReply ? (back &= step.Passes, back) : (there &= step.Passes, there);
                if (left.IsEmpty || step.IsTranslation)
                {
                    return step.Explain(step.IsReply ? Reach.RepliesTo(_span) : _span).Reason;
                }
            }
        }

        return "no interface of the group has an address of that family";
    }

    /// <summary>True when the groups across let traffic of the rule pass between an address of this range and some member.</summary>
    public bool IsAdmittedAcross(Interface side, Cidr range) => _samples.Of(range).Any(
        address => Pairs(side, address).Any(pair => !Passes(pair, direction => direction == _across).IsEmpty));

    /// <summary>True when the groups across would let traffic of the rule pass, if only packets found their way.</summary>
    public bool WouldBeAdmittedAcross(Interface side) => side.Addresses.Any(address => Pairs(side, address).Any(pair =>
        !(_span & _tracer.Groups.Step(pair.From.Interface.Id == side.Id ? pair.From : pair.To, _across, pair.From.Interface.Id == side.Id ? pair.To : pair.From).Passes).IsEmpty));

    /// <summary>
    /// A flow that this address would gain if the rule referenced its interface's group: it finds its way and is admitted
    /// across, yet admitted to no member by any rule that stands. Null when there is none.
    /// </summary>
    public string? Gain(Interface side, IpAddress address)
    {
        foreach (var pair in Pairs(side, address))
        {
            var flow = Passes(pair, direction => direction == _across);
            var (member, other) = _rule.Direction == RuleDirection.Ingress ? (pair.To, pair.From) : (pair.From, pair.To);
            if (!flow.IsEmpty && !_tracer.Groups.Step(member, _rule.Direction, other).Passes.Covers(flow))
            {
                return $"{address} ({side.Id}) {(_rule.Direction == RuleDirection.Ingress ? "to" : "from")} "
                    + $"{member.Address} ({member.Interface.Id}) {flow - _tracer.Groups.Step(member, _rule.Direction, other).Passes}";
            }
        }

        return null;
    }

    // What of the rule's traffic passes all that is not a group, and those groups that count.
    private TrafficSet Passes((InterfaceEnd From, InterfaceEnd To) pair, Func<RuleDirection, bool> counts)
    {
        var family = TrafficSet.Of(pair.From.Address.Family);
        var (there, back) = (_span & family, family);
        foreach (var step in _tracer.Steps(pair.From, pair.To).Where(step => step.Groups is not { } direction || counts(direction)))
        {
            if (step.IsTranslation)
            {
                // Across a NAT gateway it is the gateway's own interface that the other side sees.
                return TrafficSet.None;
            }

            (there, back) = step.IsReply ? (there, back & step.Passes) : (there & step.Passes, back);
            if (there.IsEmpty)
            {
                break;
            }
        }

        return Reach.Of(there, back, "").Arrives;
    }

    private IEnumerable<(InterfaceEnd From, InterfaceEnd To)> Pairs(Interface side, IpAddress address) =>
        from member in _members
        where member.Id != side.Id
        from memberAddress in _samples.Of(member)
        where memberAddress.Family == address.Family
        let one = new InterfaceEnd(member, memberAddress)
        let other = new InterfaceEnd(side, address)
        select _rule.Direction == RuleDirection.Ingress ? (other, one) : (one, other);
}
