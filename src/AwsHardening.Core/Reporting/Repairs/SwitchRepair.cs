using AwsHardening.Core.Changes;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Turns one setting of a resource on or off; what that may cut off is asked about.</summary>
/// <param name="setting">The setting.</param>
/// <param name="on">What it is to be.</param>
/// <param name="action">What is done, as an order: <c>Take the sharing with everybody back</c>.</param>
/// <param name="risk">What may go wrong by it.</param>
internal sealed class SwitchRepair(Switch setting, bool on, string action, string risk) : Repair
{
    private readonly Switch _setting = setting;
    private readonly bool _on = on;
    private readonly string _action = action;
    private readonly string _risk = risk;

    /// <summary>Lets everybody no longer restore or start something.</summary>
    public static SwitchRepair Unshare(Switch setting) =>
        new(setting, on: false, "Take the sharing with everybody back", "somebody of another account may use it, who is to be named then");

    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        // Things of two kinds may have one name.
        foreach (var kind in cases.GroupBy(one => one.By<SwitchRepair>()))
        {
            await foreach (var (same, header, present) in scene.PresentAsync([.. kind], same => kind.Key.Header(scene, same[0])))
            {
                var change = SwitchKind.Turn(kind.Key._setting, header, present, kind.Key._on);
                scene.Add(kind.Key._action, change is null ? null : change with { Risks = [kind.Key._risk] });
            }
        }
    }

    public override bool Mends(ResourceChange change, HardeningFinding finding) => change.ResourceType == finding.ResourceType && base.Mends(change, finding);

    private ResourceChange Header(RepairScene scene, RepairCase one) => scene.Header(one.Region, _setting.ResourceType, one.Id, one.Id, $"{_action}: {one.Id}.");
}
