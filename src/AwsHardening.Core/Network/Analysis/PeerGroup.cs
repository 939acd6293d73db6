using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Analysis;

/// <summary>An interface with addresses in a rule's range.</summary>
/// <param name="Interface">The interface.</param>
/// <param name="InRange">Its addresses (or delegated prefixes) inside.</param>
/// <param name="Needed">Those through which a flow can pass today.</param>
/// <param name="Status">What it is to the rule.</param>
/// <param name="Reason">Why, in one sentence.</param>
internal sealed record Candidate(
    Interface Interface, IReadOnlyList<Cidr> InRange, IReadOnlyList<Cidr> Needed, SgPeerStatus Status, string Reason);

/// <summary>A group behind a rule's range.</summary>
/// <param name="Group">The group.</param>
/// <param name="Status">What it is to the rule.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Candidates">Its members inside the range.</param>
internal sealed record PeerGroup(Group Group, SgPeerStatus Status, string Reason, IReadOnlyList<Candidate> Candidates);

/// <summary>A part of a rule's range behind a gateway: who stands there cannot be seen.</summary>
/// <param name="Range">The part.</param>
/// <param name="GatewayId">The gateway.</param>
/// <param name="Reason">What the gateway is, in one sentence.</param>
internal sealed record GatewayRange(Cidr Range, string GatewayId, string Reason);

/// <summary>Everything behind a rule's range.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Candidates">Interfaces with an address inside, in order of id.</param>
/// <param name="Groups">Their groups, in order of id.</param>
/// <param name="Selected">The smallest set of usable groups that covers what can be covered, in order of id.</param>
/// <param name="Uncovered">Interfaces through which flows pass today that no usable group covers.</param>
/// <param name="Gateways">Parts of the range reached by gateways.</param>
internal sealed record PeerFindings(
    Rule Rule, IReadOnlyList<Candidate> Candidates, IReadOnlyList<PeerGroup> Groups, IReadOnlyList<string> Selected,
    IReadOnlyList<Candidate> Uncovered, IReadOnlyList<GatewayRange> Gateways)
{
    /// <summary>The interfaces through which flows pass today.</summary>
    public IEnumerable<Candidate> Needed => Candidates.Where(candidate => candidate.Needed.Count > 0);
}
