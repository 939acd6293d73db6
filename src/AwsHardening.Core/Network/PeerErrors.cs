using AwsHardening.Core.Network.Analysis;
using AwsHardening.Core.Network.Model;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network;

/// <summary>Why a rule keeps its range.</summary>
internal static class PeerErrors
{
    public static OperationError NoPeer(SgRule rule, PeerFindings findings)
    {
        var reasons = findings.Groups.Select(group => $"{group.Group.Id} ({group.Group.Name}): {group.Reason}")
            .Concat(findings.Uncovered.Select(candidate => $"{candidate.Interface.Id} is in no usable group"))
            .Concat(findings.Gateways.Select(gateway => gateway.Reason))
            .Take(6).ToArray();
        var why = reasons.Length == 0 ? "no network interface of this account has an address inside" : string.Join("; ", reasons);
        return New("NoPeer", OperationErrorCategory.InvalidOperation, rule, $"no group can stand in for {rule.Source}: {why}.",
            "Remove the rule if nothing needs it, look closer with Get-SgPeer, or name groups with -Peer.");
    }

    public static OperationError Uncovered(SgRule rule, IReadOnlyList<Candidate> uncovered) => New(
        "UncoveredAddress", OperationErrorCategory.InvalidOperation, rule,
        $"addresses in use are in no usable group: "
            + $"{string.Join(", ", uncovered.SelectMany(c => c.Needed.Select(a => $"{a} ({c.Interface.Id})")).Take(8))}.",
        "Put those interfaces into a group of their own, or use -KeepUncovered to keep a rule for each of these addresses.");

    public static OperationError BehindGateway(SgRule rule, IReadOnlyList<GatewayRange> gateways, bool keepUncovered) => New(
        "RangeBehindGateway", OperationErrorCategory.InvalidOperation, rule,
        $"{string.Join("; ", gateways.Select(gateway => gateway.Reason).Take(4))}. Who stands there cannot be seen.",
        keepUncovered
            ? "Narrow the rule by hand to the range that needs it."
            : "Use -KeepUncovered to keep a rule for that part, or name groups with -Peer.");

    public static OperationError NotReferenceable(SgRule rule, Group peer) => New(
        "PeerNotReferenceable", OperationErrorCategory.InvalidOperation, rule,
        $"AWS lets it reference groups of {rule.VpcId} and of VPCs actively peered with it in the same Region only, and {peer.Id} ({peer.Name}) is in {peer.VpcId}.",
        "Name a group of the same VPC or of a peered one.");

    public static OperationError Risky(SgRule rule, IReadOnlyList<string> risks, bool couldAsk) => New(
        "PeerNotSafe", OperationErrorCategory.InvalidOperation, rule, $"{string.Join("; ", risks)}.",
        couldAsk ? "Choose other groups with -Peer, or leave -Peer out to have them found."
            : "Choose other groups with -Peer, leave -Peer out to have them found, or use -Force to do it all the same.");

    public static OperationError NotProven(SgRule rule, HardeningFlowEffect effect) => New(
        "FlowWouldBeLost", OperationErrorCategory.InvalidOperation, rule,
        $"the references would not do what the range does: {string.Join("; ", effect.Lost.Select(flow => $"lost: {flow}").Concat(effect.Gained.Select(flow => $"gained: {flow}")).Take(5))}.",
        "See Get-SgPeer for who stands behind the range, or use -Force to replace it all the same.");

    public static OperationError PeerNotFound(string peer) => new(
        "SecurityGroupNotFound", OperationErrorCategory.ObjectNotFound, $"No security group '{peer}' is in this account and Region. Nothing was changed.",
        "Give an id (sg-…) or the exact name of a group; tab completes ids that were read.", peer);

    public static OperationError PeerAmbiguous(string peer, IEnumerable<Group> groups) => new(
        "SecurityGroupAmbiguous", OperationErrorCategory.InvalidArgument,
        $"Several groups have the name '{peer}': {string.Join(", ", groups.Select(group => group.Id))}. Nothing was changed.",
        "Give the id of one of them.", peer);

    public static OperationError BadDescription(string description, string why) => new(
        "DescriptionInvalid", OperationErrorCategory.InvalidArgument, $"The description cannot be used: {why}. Nothing was changed.",
        "Use at most 255 characters of a-z, A-Z, 0-9, spaces and ._-:/()#,@[]+=&;{}!$*", description);

    private static OperationError New(string id, OperationErrorCategory category, SgRule rule, string why, string action) =>
        NetworkErrors.Stays(id, category, rule, why, action);
}
