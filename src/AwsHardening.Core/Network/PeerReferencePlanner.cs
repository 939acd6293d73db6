using AwsHardening.Core.Network.Analysis;
using AwsHardening.Core.Network.Model;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network;

/// <summary>Decides what is to become of a rule: which groups replace its range, or why it stays.</summary>
internal sealed class PeerReferencePlanner(NetworkModel model, SgPeerReferenceOptions options, IReadOnlyList<Group> chosenPeers)
{
    private readonly PeerFinder _finder = new(model);

    public RulePlan Plan(Rule rule, SgRule record)
    {
        var findings = _finder.Find(rule);
        return chosenPeers.Count == 0 ? PlanFound(findings, record) : PlanChosen(findings, record);
    }

    private RulePlan PlanFound(PeerFindings findings, SgRule record)
    {
        if (findings.Selected.Count == 0)
        {
            return RulePlan.Stays(findings.Rule, record, PeerErrors.NoPeer(record, findings));
        }

        // A part as wide as the range itself would keep the rule as it is.
        if (findings.Gateways.Count > 0
            && (!options.KeepUncovered || findings.Gateways.Any(gateway => gateway.Range == findings.Rule.Source.Range)))
        {
            return RulePlan.Stays(findings.Rule, record, PeerErrors.BehindGateway(record, findings.Gateways, options.KeepUncovered));
        }

        var wholeRangeKept = findings.Uncovered.Any(candidate => candidate.Needed.Contains(findings.Rule.Source.Range!.Value));
        return findings.Uncovered.Count > 0 && (!options.KeepUncovered || wholeRangeKept)
            ? RulePlan.Stays(findings.Rule, record, PeerErrors.Uncovered(record, findings.Uncovered))
            : new RulePlan(findings.Rule, record, [.. findings.Selected.Select(id => model.Groups[id])],
                Kept(findings, findings.Uncovered), [], null);
    }

    private RulePlan PlanChosen(PeerFindings findings, SgRule record)
    {
        var rule = findings.Rule;
        if (chosenPeers.FirstOrDefault(peer => !_finder.IsReferenceable(rule.GroupId, peer)) is { } apart)
        {
            return RulePlan.Stays(rule, record, PeerErrors.NotReferenceable(record, apart));
        }

        List<string> risks = [];
        foreach (var peer in chosenPeers)
        {
            if (!_finder.IsRoutable(rule, peer))
            {
                risks.Add($"no route connects the interfaces of {rule.GroupId} and {peer.Id} ({peer.Name}) in both directions");
            }

            if (_finder.Gain(rule, peer) is { } gain)
            {
                risks.Add($"{peer.Id} ({peer.Name}) would gain a flow: {gain}");
            }
        }

        Candidate[] leftOut =
            [.. findings.Needed.Where(candidate => !chosenPeers.Any(peer => candidate.Interface.GroupIds.Contains(peer.Id)))];
        if (!options.KeepUncovered)
        {
            if (leftOut.Length > 0)
            {
                risks.Add($"addresses in use would be cut off: {string.Join(", ", leftOut.SelectMany(c => c.Needed).Take(8))}"
                    + (leftOut.Length > 8 ? " and more" : ""));
            }

            risks.AddRange(findings.Gateways.Select(gateway => $"{gateway.Reason} and would be cut off"));
        }

        return new RulePlan(rule, record, chosenPeers, Kept(findings, leftOut), risks, null);
    }

    private Cidr[] Kept(PeerFindings findings, IEnumerable<Candidate> uncovered) => !options.KeepUncovered ? [] :
    [
        .. uncovered.SelectMany(candidate => candidate.Needed).Concat(findings.Gateways.Select(gateway => gateway.Range))
            .Distinct().Order(CidrOrder.Instance),
    ];
}
