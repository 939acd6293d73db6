using AwsHardening.Core.Network;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Has subnets give out no public addresses. What has one keeps it.</summary>
internal sealed class SubnetRepair : Repair
{
    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        foreach (var one in cases)
        {
            var header = scene.Header(
                one.Region, SubnetKind.Type, one.Id, one.Id, $"Gives what is launched in {one.Id} no public address unless the launch asks for one.");
            scene.Add("Give out no public addresses", SubnetKind.KeepPrivate(one.Id, await scene.PresentAsync(header))?.Build(header));
        }
    }
}
