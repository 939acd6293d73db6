using AwsHardening.Core.Audit;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Turns protection plans of GuardDuty on, in the Regions that lack them; that they cost is asked about.</summary>
/// <param name="plan">The plan, as GuardDuty calls it.</param>
internal sealed class ProtectionPlanRepair(string plan) : Repair
{
    private readonly string _plan = plan;

    public override string? Command => "Enable-AuditBaseline";

    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        foreach (var region in cases.GroupBy(one => one.Region))
        {
            var plans = region.Select(one => one.By<ProtectionPlanRepair>()._plan).Distinct().ToArray();
            var options = new AuditBaselineOptions { Include = [AuditBaselineService.GuardDuty], Regions = [region.Key], ProtectionPlans = plans };
            var cost = $"GuardDuty charges for {string.Join(", ", plans)} by what it looks at";
            scene.Add(
                await AuditBaselineOperation.PlanAsync(scene.Session, options, scene.Host, scene.CancellationToken),
                change => change with { Cost = $"{cost}.", Risks = [.. change.Risks, cost] });
        }
    }

    public override bool Mends(ResourceChange change, HardeningFinding finding) => change.ResourceType == DetectorKind.Type && change.Region == finding.Region;
}
