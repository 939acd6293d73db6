using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Analysis;

/// <summary>
/// Whether security groups let a packet pass (Amazon VPC User Guide, "Security group rules"). Rules only allow; those of
/// all groups of an interface add up; an interface without groups, such as a NAT gateway, lets everything pass.
/// </summary>
internal sealed class Admission(NetworkModel model)
{
    /// <summary>
    /// The spans in which one side's groups let the traffic of a rule pass to or from an address of the other side.
    /// </summary>
    /// <param name="side">Whose groups are asked.</param>
    /// <param name="direction">Egress when the side initiates, Ingress when it accepts.</param>
    /// <param name="other">The interface across.</param>
    /// <param name="otherAddress">Its address.</param>
    /// <param name="span">The traffic in question.</param>
    /// <param name="except">A rule to leave out, or null.</param>
    public IEnumerable<TrafficSpan> Spans(
        Interface side, RuleDirection direction, Interface other, IpAddress otherAddress, TrafficSpan span, Rule? except = null)
    {
        if (side.GroupIds.Count == 0)
        {
            yield return TrafficSpan.All;
            yield break;
        }

        foreach (var groupId in side.GroupIds)
        {
            foreach (var rule in model.Rules(groupId, direction))
            {
                if (!ReferenceEquals(rule, except) && rule.Span.Overlaps(span) && Matches(rule.Source, other, otherAddress))
                {
                    yield return rule.Span;
                }
            }
        }
    }

    /// <summary>True when any traffic of the span passes one side's groups.</summary>
    public bool Admits(Interface side, RuleDirection direction, Interface other, IpAddress otherAddress, TrafficSpan span) =>
        Spans(side, direction, other, otherAddress, span).Any();

    /// <summary>True when a rule's other side means this address of this interface. A group means all addresses of its members.</summary>
    public bool Matches(RuleSource source, Interface other, IpAddress address) =>
        source.Range is { } range ? range.Contains(address)
        : source.GroupId is { } group ? other.GroupIds.Contains(group)
        : source.PrefixListId is { } list && model.PrefixLists.TryGetValue(list, out var ranges) && ranges.Any(r => r.Contains(address));
}
