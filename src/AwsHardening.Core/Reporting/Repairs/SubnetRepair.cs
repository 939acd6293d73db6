using AwsHardening.Core.Network;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Has subnets give out no public addresses. What has one keeps it.</summary>
internal sealed class SubnetRepair : Repair
{
    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        await foreach (var (_, header, present) in scene.PresentAsync(
            cases,
            same => scene.Header(
                same[0].Region, SubnetKind.Type, same[0].Id, same[0].Id, $"Gives what is launched in {same[0].Id} no public address unless the launch asks for one.")))
        {
            scene.Add("Give out no public addresses", SubnetKind.KeepPrivate(header.ResourceId, present)?.Build(header));
        }
    }
}
