using AwsHardening.Core.Network.Analysis;

namespace AwsHardening.Core.Network;

/// <summary>From findings to the records users see.</summary>
internal static class SgPeerRecords
{
    public static IEnumerable<SgPeer> From(PeerFindings findings, SgRule rule)
    {
        foreach (var group in findings.Groups)
        {
            yield return new SgPeer
            {
                Rule = rule,
                PeerGroupId = group.Group.Id,
                PeerGroupName = group.Group.Name,
                PeerVpcId = group.Group.VpcId,
                Status = group.Status,
                Selected = findings.Selected.Contains(group.Group.Id),
                Reason = group.Reason,
                AddressCount = group.Candidates.Sum(candidate => candidate.InRange.Count),
                // Arrays: PowerShell cannot index what the compiler makes of a collection expression for a read-only list.
                Interfaces = group.Candidates.Select(candidate => Interface(candidate, findings.Uncovered.Contains(candidate))).ToArray(),
            };
        }

        foreach (var candidate in findings.Candidates.Where(c => c.Interface.GroupIds.Count == 0 && c.Needed.Count == 0))
        {
            yield return Groupless(rule, candidate, candidate.Status, candidate.Reason);
        }

        foreach (var candidate in findings.Uncovered)
        {
            yield return Groupless(rule, candidate, SgPeerStatus.Uncovered,
                $"{string.Join(", ", candidate.Needed)} takes part in flows today and is in no usable group");
        }

        foreach (var gateway in findings.Gateways)
        {
            yield return new SgPeer
            {
                Rule = rule,
                PeerGroupName = gateway.GatewayId,
                Status = SgPeerStatus.Gateway,
                Reason = gateway.Reason,
            };
        }
    }

    private static SgPeer Groupless(SgRule rule, Candidate candidate, SgPeerStatus status, string reason) => new()
    {
        Rule = rule,
        PeerGroupName = candidate.Interface.Id,
        PeerVpcId = candidate.Interface.VpcId,
        Status = status,
        Reason = reason,
        AddressCount = candidate.InRange.Count,
        Interfaces = new[] { Interface(candidate, status == SgPeerStatus.Uncovered) },
    };

    private static SgPeerInterface Interface(Candidate candidate, bool uncovered) => new(
        candidate.Interface.Id,
        candidate.Interface.Type,
        candidate.Interface.Description,
        candidate.Interface.InstanceId,
        candidate.Interface.VpcId,
        candidate.InRange.Select(Text).ToArray(),
        candidate.Interface.GroupIds.ToArray(),
        uncovered ? SgPeerStatus.Uncovered : candidate.Status,
        candidate.Reason);

    // One address is shown as an address, a delegated prefix as a range.
    private static string Text(Model.Cidr range) =>
        range.First == range.Last ? new Model.IpAddress(range.Family, range.First).ToString() : range.ToString();
}
