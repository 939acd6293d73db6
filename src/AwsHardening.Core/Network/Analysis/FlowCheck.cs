using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Analysis;

/// <summary>
/// What one rule lets flow between the interfaces of its group (here: members) and an interface across. All questions
/// are about existing interfaces; roles, routes and the rules across are part of every answer.
/// </summary>
internal sealed class FlowCheck
{
    private readonly Routing _routing;
    private readonly Admission _admission;
    private readonly RangeSamples _samples;
    private readonly Rule _rule;
    private readonly Interface[] _members;
    private readonly RuleDirection _across;

    public FlowCheck(NetworkModel model, Routing routing, Admission admission, RangeSamples samples, Rule rule)
    {
        _samples = samples;
        _routing = routing;
        _admission = admission;
        _rule = rule;
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

    /// <summary>True when some member and this address reach each other.</summary>
    public bool IsRoutable(Interface side, IpAddress address) => Routable(side, address).Any();

    /// <summary>True when some member and an address of this range reach each other.</summary>
    public bool IsRoutable(Interface side, Cidr range) => _samples.Of(range).Any(address => IsRoutable(side, address));

    /// <summary>Why no member and this address reach each other, as a sentence.</summary>
    public string WhyNotRoutable(Interface side, IpAddress address)
    {
        foreach (var member in _members)
        {
            foreach (var memberAddress in member.Addresses.Where(a => a.Family == address.Family && member.Id != side.Id))
            {
                return _routing.WhyNot(member, side, address, memberAddress);
            }
        }

        return "no interface of the group has an address of that family";
    }

    /// <summary>True when the groups across let traffic of the rule pass between an address of this range and some member.</summary>
    public bool IsAdmittedAcross(Interface side, Cidr range) => _samples.Of(range).Any(
        address => Routable(side, address).Any(m => _admission.Admits(side, _across, m.Member, m.Address, _rule.Span)));

    /// <summary>True when the groups across would let traffic of the rule pass, if only packets found their way.</summary>
    public bool WouldBeAdmittedAcross(Interface side) => _members.Any(member => member.Id != side.Id
        && member.Addresses.Any(address => _admission.Admits(side, _across, member, address, _rule.Span)));

    /// <summary>
    /// A flow that this address would gain if the rule referenced its interface's group: routable and admitted across,
    /// yet admitted to no member by any rule that stands. Null when there is none.
    /// </summary>
    public string? Gain(Interface side, IpAddress address)
    {
        foreach (var (member, memberAddress) in Routable(side, address))
        {
            foreach (var across in _admission.Spans(side, _across, member, memberAddress, _rule.Span))
            {
                var flow = across.Intersect(_rule.Span);
                if (!_admission.Spans(member, _rule.Direction, side, address, flow).Any(standing => standing.Covers(flow)))
                {
                    return $"{address} ({side.Id}) {(_rule.Direction == RuleDirection.Ingress ? "to" : "from")} "
                        + $"{memberAddress} ({member.Id}) {flow.ProtocolText()} {flow.PortText()}";
                }
            }
        }

        return null;
    }

    private IEnumerable<(Interface Member, IpAddress Address)> Routable(Interface side, IpAddress address) =>
        from member in _members
        where member.Id != side.Id
        from memberAddress in _samples.Of(member)
        where _routing.Connects(member, memberAddress, side, address)
        select (member, memberAddress);
}
