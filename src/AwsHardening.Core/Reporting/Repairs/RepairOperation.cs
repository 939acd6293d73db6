using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reporting.Repairs;
using AwsHardening.Seam;

namespace AwsHardening.Core.Reporting;

/// <summary>Repairs findings: judges them again, makes one plan of what mends them, and makes its changes.</summary>
public static class RepairOperation
{
    /// <summary>Repairs findings.</summary>
    /// <param name="session">The session; each finding is repaired in its own Region.</param>
    /// <param name="findings">The findings.</param>
    /// <param name="options">How.</param>
    /// <param name="host">Asked before every change; takes errors for the findings that stay: one for those of one rule that stay for one reason.</param>
    /// <param name="cancellationToken">Stops before the next change, never within one.</param>
    /// <returns>The journaled changes.</returns>
    public static async IAsyncEnumerable<HardeningChange> RepairAsync(
        HardeningSession session, IReadOnlyList<FindingKey> findings, RepairOptions options, IOperationHost host,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var scene = await WorkOutAsync(session, findings, options, host, cancellationToken);
        if (scene is null || !scene.Changes.Any())
        {
            yield break;
        }

        var run = new ChangeRunOptions { RevertAfter = options.RevertAfter, Force = options.Force };
        await using var runner = await ChangeRunner.BeginAsync(session, run, host, cancellationToken);
        if (runner is null)
        {
            yield break;
        }

        InterruptedChanges.WarnOnce(session, host);
        await foreach (var change in new RepairRun(scene, runner, host).MakeAsync(cancellationToken))
        {
            yield return change;
        }
    }

    /// <summary>Works the changes out without making them.</summary>
    /// <inheritdoc cref="RepairAsync"/>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static async Task<HardeningPlan?> PlanAsync(
        HardeningSession session, IReadOnlyList<FindingKey> findings, RepairOptions options, IOperationHost host, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var scene = await WorkOutAsync(session, findings, options, host, cancellationToken);
        if (scene is null)
        {
            return null;
        }

        var set = scene.Aws.Settings.NewId();
        return PlanWriter.Write(
            scene.Aws, scene.Caller, [.. scene.Steps.SelectMany(step => step.Changes).Select(planned => new PlannedChange(planned.Action, planned.Change with { SetId = set }))],
            scene.Reads);
    }

    /// <summary>The rules whose findings can be repaired.</summary>
    public static IEnumerable<string> Rules => RuleCatalog.All.Where(rule => rule.Info.Repair is not null).Select(rule => rule.Info.Id);

    private static async Task<RepairScene?> WorkOutAsync(
        HardeningSession session, IReadOnlyList<FindingKey> findings, RepairOptions options, IOperationHost host, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(host);
        RepairScene? scene = null;
        try
        {
            var caller = await CallerIdentityOperation.OnceAsync(session, cancellationToken);
            var own = await OwnAsync(findings, caller.AccountId, options, host, cancellationToken);
            SayWhatIsLeftAlone(own, host);
            FindingKey[] failing = [.. own.Where(key => key.Status == FindingStatus.Fail).Distinct()];
            if (failing.Length == 0)
            {
                return null;
            }

            scene = new RepairScene(session, caller, new RepairHost(host), cancellationToken);
            await RepairPlanner.PlanAsync(scene, failing);
            return scene;
        }
        catch (OperationException e)
        {
            scene?.Dispose();
            await host.WriteErrorAsync(e.Error, cancellationToken);
            return null;
        }
    }

    private static async Task<IReadOnlyList<FindingKey>> OwnAsync(
        IReadOnlyList<FindingKey> findings, string accountId, RepairOptions options, IOperationHost host, CancellationToken cancellationToken)
    {
        List<FindingKey> own = [];
        foreach (var key in findings)
        {
            if (string.IsNullOrEmpty(key.AccountId) || key.AccountId == accountId)
            {
                own.Add(key);
            }
            else if (!options.OtherAccounts.Contains(key.AccountId) && key.Status == FindingStatus.Fail)
            {
                await host.WriteErrorAsync(RepairErrors.OtherAccount(key, accountId), cancellationToken);
            }
        }

        return own;
    }

    private static void SayWhatIsLeftAlone(IReadOnlyList<FindingKey> own, IOperationHost host)
    {
        var alone = own.Where(key => key.Status != FindingStatus.Fail).GroupBy(key => key.Status).OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {group.Key}").ToArray();
        if (alone.Length > 0)
        {
            host.WriteWarning($"Findings that do not fail were left alone: {string.Join(", ", alone)}.");
        }
    }
}
