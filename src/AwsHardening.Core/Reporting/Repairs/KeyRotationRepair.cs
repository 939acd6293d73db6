using AwsHardening.Core.Access.Kinds;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Has KMS keys rotate every year. What earlier versions have encrypted stays readable.</summary>
internal sealed class KeyRotationRepair : Repair
{
    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        foreach (var one in cases)
        {
            var header = scene.Header(one.Region, KeyKind.Type, one.Id, one.Id, $"Rotates key {one.Id} every year.");
            scene.Add("Turn rotation on", KeyKind.Rotate(one.Id, await scene.PresentAsync(header))?.Build(header));
        }
    }
}
