using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Makes one plan of many findings: those of one kind in one go, each kind knowing what the ones before it change.</summary>
internal static class RepairPlanner
{
    /// <summary>Works the changes out, and says of every finding that none of them mends why that is so.</summary>
    /// <exception cref="OperationException">The caller or the Regions cannot be read.</exception>
    public static async Task PlanAsync(RepairScene scene, IReadOnlyList<FindingKey> keys)
    {
        var cases = await new Rejudgement(scene.Session, scene.Host, scene.CancellationToken).StillFailAsync(keys);
        // An account without Security Hub is without it in every Region: that is said once.
        foreach (var alike in cases.Select(one => one.Finding).Where(finding => !finding.CanRepair).GroupBy(finding => (finding.RuleId, finding.CannotRepairReason)))
        {
            await scene.Host.WriteErrorAsync(RepairErrors.NotRepairable(alike.ToArray()), scene.CancellationToken);
        }

        foreach (var kind in cases.Where(one => one.Finding.CanRepair).GroupBy(one => one.Rule.Info.Repair!.GetType())
            .OrderBy(kind => kind.First().Rule.Info.Repair!.Order).ThenBy(kind => kind.Key.Name, StringComparer.Ordinal))
        {
            await PlanAsync(scene, kind.First().Rule.Info.Repair!, [.. kind]);
        }
    }

    private static async Task PlanAsync(RepairScene scene, Repair repair, IReadOnlyList<RepairCase> cases)
    {
        var errors = scene.Host.Targets.Count;
        scene.Begin(repair);
        scene.Host.Working = repair;
        try
        {
            await repair.PlanAsync(scene, cases);
        }
        catch (OperationException e)
        {
            await scene.Host.WriteErrorAsync(e.Error, scene.CancellationToken);
        }
        catch (UnreadFactException e)
        {
            await scene.Host.WriteErrorAsync(AwsErrors.Describe(e, $"reading {e.What}", e.IamAction, cases[0].Finding), scene.CancellationToken);
        }
        finally
        {
            scene.Host.Working = null;
        }

        // What the repair had against a finding it has said itself; what it said of nothing that is known here may be about any.
        object?[] said = [.. scene.Host.Targets.Skip(errors)];
        if (Array.Exists(said, target => !cases.Any(one => IsAbout(target, one.Finding))))
        {
            return;
        }

        foreach (var one in cases.Where(one => !Array.Exists(said, target => IsAbout(target, one.Finding)) && !scene.Changes.Any(change => repair.Mends(change, one.Finding))))
        {
            await scene.Host.WriteErrorAsync(RepairErrors.NothingMends(one.Finding, repair.WhenNothing), scene.CancellationToken);
        }
    }

    private static bool IsAbout(object? target, HardeningFinding finding) => target switch
    {
        HardeningFinding other => (other.ResourceId, other.Region) == (finding.ResourceId, finding.Region),
        SgRule rule => rule.RuleId == finding.ResourceId || rule.GroupId == finding.ResourceId,
        string id => id == finding.ResourceId,
        _ => false,
    };
}
