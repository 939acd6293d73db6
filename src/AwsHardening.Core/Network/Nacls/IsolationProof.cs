using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>What an isolation does to the flows that pass today, and what of that nobody asked for.</summary>
/// <param name="After">The network as it would be.</param>
/// <param name="Entries">The entries.</param>
/// <param name="Effect">Flows lost and gained.</param>
internal sealed record IsolationProof(NetworkModel After, IsolationEntries Entries, HardeningFlowEffect Effect)
{
    private const string NewNacl = "acl-new";

    /// <summary>Compares the network as it is with the network as it would be.</summary>
    public static IsolationProof Of(NetworkModel model, IsolationGroup group, IsolationEntries entries, CancellationToken cancellationToken)
    {
        string[] subnets = [.. group.Subnets.Select(subnet => subnet.Id)];
        var last = group.Present.Where(entry => entry.Number >= AclEntry.Last);
        var after = model.WithAcl(new NetworkAcl($"{NewNacl} {string.Join(' ', subnets)}", group.VpcId, false, subnets, [.. entries.Planned, .. last]));
        return new IsolationProof(after, entries, FlowGuard.Weigh(model, after, Asked(subnets, entries.Asked), cancellationToken));
    }

    /// <summary>Flows that were asked to be cut, and are.</summary>
    public HardeningFlow[] Cut => [.. Effect.Lost.Where(flow => flow.Asked)];

    /// <summary>Flows that are lost although nobody asked for that.</summary>
    public HardeningFlow[] Lost => [.. FlowGuard.Unasked(Effect)];

    /// <summary>Flows that are lost although nobody asked for that, and that nobody is likely to notice.</summary>
    public HardeningFlow[] Unlikely => [.. Effect.Lost.Where(flow => !flow.Asked && flow.Unlikely)];

    /// <summary>What speaks against it, one sentence each; each needs a second yes.</summary>
    public IReadOnlyList<string> Risks =>
    [
        .. FlowGuard.Risks(Effect),
        .. NaclDifference.Describe(Entries.Besides.Where(difference => difference.Allowed)).Select(opened => $"it would open {opened}"),
    ];

    /// <summary>
    /// What was asked to be cut: between the subnets' own interfaces and what is denied to them. What only passes through the
    /// subnets, by a NAT gateway there, is somebody else's and was not named.
    /// </summary>
    private static FlowScope[] Asked(string[] subnets, IReadOnlyList<AclEntry> asked) =>
    [
        .. asked.Where(entry => !entry.IsAllow).SelectMany(entry =>
        {
            var traffic = TrafficSet.Of(entry.Span);
            // The other way only replies meet the entry. One that denies some ports was not meant to cut those flows.
            return entry.Direction == RuleDirection.Egress
                ? new[] { new FlowScope(IsOwn, IsOther, traffic), new FlowScope(IsOther, IsOwn, Whole(traffic)) }
                : [new FlowScope(IsOther, IsOwn, traffic), new FlowScope(IsOwn, IsOther, Whole(traffic))];

            bool IsOwn(FlowPlace place) =>
                place.Members.Count > 0 && place.Members.All(member => subnets.Contains(member.Interface.SubnetId));

            bool IsOther(FlowPlace place) => entry.Range.Contains(place.Node.Range);
        }),
    ];

    private static TrafficSet Whole(TrafficSet traffic) => traffic.With(
        tcp: traffic.Tcp.IsAll ? traffic.Tcp : PortSet.None,
        udp: traffic.Udp.IsAll ? traffic.Udp : PortSet.None,
        icmp: traffic.Icmp.IsAll ? traffic.Icmp : PortSet.None,
        icmpv6: traffic.Icmpv6.IsAll ? traffic.Icmpv6 : PortSet.None);
}
