using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Replaces ranges that span a VPC by references to the groups in use behind them.</summary>
internal sealed class PeerReferenceRepair : Repair
{
    public override int Order => 40;

    public override string? Command => "Set-SgPeerReference";

    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        // A rule that goes, or is split, is not there to be replaced; what is left of it the next audit finds.
        var rest = cases.Where(one => !scene.Changes.Any(change => TakesAway(change, one.Id)));
        foreach (var region in rest.GroupBy(one => one.Region))
        {
            scene.Add(await SgPeerReferenceOperation.PlanAsync(
                scene.In(region.Key), [.. region.Select(one => one.Id)], new SgPeerReferenceOptions(), scene.Host, scene.CancellationToken));
        }
    }

    public override bool Mends(ResourceChange change, HardeningFinding finding) => TakesAway(change, finding.ResourceId);

    // References on both sides of a flow are proven one after the other.
    public override bool LeansOn(ResourceChange later, ResourceChange earlier) => later.Region == earlier.Region;

    private static bool TakesAway(ResourceChange change, string ruleId) => change.ResourceType == SecurityGroupChange.ResourceType
        && (change.Before["SecurityGroupRules"] as JsonArray ?? []).Any(rule => (string?)rule?["SecurityGroupRuleId"] == ruleId);
}
