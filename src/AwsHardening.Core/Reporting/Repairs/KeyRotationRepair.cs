using AwsHardening.Core.Access.Kinds;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Has KMS keys rotate every year. What earlier versions have encrypted stays readable.</summary>
internal sealed class KeyRotationRepair : Repair
{
    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        await foreach (var (_, header, present) in scene.PresentAsync(
            cases, same => scene.Header(same[0].Region, KeyKind.Type, same[0].Id, same[0].Id, $"Rotates key {same[0].Id} every year.")))
        {
            scene.Add("Turn rotation on", KeyKind.Rotate(header.ResourceId, present)?.Build(header));
        }
    }
}
