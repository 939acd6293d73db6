using AwsHardening.Core.Access.Kinds;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Has log groups keep their events longer.</summary>
/// <param name="days">For how many days at least.</param>
internal sealed class LogRetentionRepair(int days) : Repair
{
    private readonly int _days = days;

    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        static int Days(RepairCase[] same) => same.Max(one => one.By<LogRetentionRepair>()._days);

        await foreach (var (same, header, present) in scene.PresentAsync(
            cases, same => scene.Header(same[0].Region, LogGroupKind.Type, same[0].Id, same[0].Id, $"Keeps the events of log group {same[0].Id} for {Days(same)} days.")))
        {
            scene.Add($"Keep events for {Days(same)} days", LogGroupKind.Keep(header.ResourceId, present, Days(same))?.Build(header));
        }
    }
}
