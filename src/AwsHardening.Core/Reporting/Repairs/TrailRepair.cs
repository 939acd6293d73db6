using AwsHardening.Core.Audit;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>
/// Raises single settings of a trail, and nothing else of it: to log all management events in every trail that there is would be paid for
/// by the event.
/// </summary>
/// <param name="setting">The setting.</param>
internal sealed class TrailRepair(string setting) : Repair
{
    private readonly string _setting = setting;

    // After what makes or raises the account's trail.
    public override int Order => 10;

    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        foreach (var trail in cases.GroupBy(one => one.Id))
        {
            // arn:partition:cloudtrail:region:account:trail/name; its home may be a Region that was not audited.
            var parts = trail.Key.Split(':');
            if (parts.Length < 6 || parts[4] != scene.Caller.AccountId)
            {
                await scene.LeaveAsync(trail.First(), "it is a trail of the organization.", "Have it changed in the organization's management account.");
                continue;
            }

            var name = trail.Key[(trail.Key.LastIndexOf('/') + 1)..];
            var settings = trail.Select(one => one.By<TrailRepair>()._setting).Distinct().ToArray();
            var header = scene.Header(parts[3], TrailKind.Type, name, name, $"Turns {string.Join(" and ", settings.Select(Word))} of trail {name} on.");
            var present = await scene.PresentAsync(header);
            scene.Add(
                $"Turn {string.Join(" and ", settings.Select(Word))} on",
                ContentKind.IsThere(present) ? TrailPlanner.Plan(header, present, new WantedTrail { Bucket = "", Only = settings }) : null);
        }
    }

    public override bool Mends(ResourceChange change, HardeningFinding finding) => change.ResourceType == TrailKind.Type
        && finding.ResourceId.EndsWith($":trail/{change.ResourceId}", StringComparison.Ordinal) && finding.ResourceId.Contains($":{change.Region}:", StringComparison.Ordinal);

    private static string Word(string setting) => setting switch
    {
        TrailKind.Validation => "log file validation",
        TrailKind.GlobalEvents => "the events of global services",
        _ => "logging",
    };
}
