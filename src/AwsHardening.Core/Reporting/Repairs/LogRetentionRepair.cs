using AwsHardening.Core.Access.Kinds;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Has log groups keep their events longer.</summary>
/// <param name="days">For how many days at least.</param>
internal sealed class LogRetentionRepair(int days) : Repair
{
    private readonly int _days = days;

    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        foreach (var one in cases)
        {
            var kept = one.By<LogRetentionRepair>()._days;
            var header = scene.Header(one.Region, LogGroupKind.Type, one.Id, one.Id, $"Keeps the events of log group {one.Id} for {kept} days.");
            scene.Add($"Keep events for {kept} days", LogGroupKind.Keep(one.Id, await scene.PresentAsync(header), kept)?.Build(header));
        }
    }
}
