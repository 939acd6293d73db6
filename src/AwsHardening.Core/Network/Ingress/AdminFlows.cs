using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Core.Network.Ingress;

/// <summary>The flows that closing a rule is to cut, for telling them from those that it is not.</summary>
internal static class AdminFlows
{
    /// <summary>The flows of a rule's closed part.</summary>
    public static FlowScope Of(AdminIngressPlan plan, NetworkModel model) => new(
        place => plan.Split.Closed.Any(source => Means(source, place, model)),
        place => place.IsInGroup(plan.Rule.GroupId),
        plan.Split.Taken.Aggregate(TrafficSet.None, (all, span) => all | TrafficSet.Of(span)));

    // What is kept of the rule's range stands as ranges of its own in the network after, so that a place lies in the closed
    // part with all its addresses or with none: any of them can be asked.
    private static bool Means(RuleSource source, FlowPlace place, NetworkModel model) =>
        source.GroupId is { } group ? place.IsInGroup(group)
        : Sample(place) is { } address && (source.Range is { } range
            ? range.Contains(address)
            : model.PrefixLists.TryGetValue(source.PrefixListId!, out var entries) && entries.Any(entry => entry.Contains(address)));

    private static IpAddress? Sample(FlowPlace place) => place.Members is [var member, ..]
        ? new IpAddress(member.Address.Family, member.Address.First)
        : AddressTree.Sample(place.Node, place.Node.Range);
}
