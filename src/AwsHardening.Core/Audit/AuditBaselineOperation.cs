using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Audit;

/// <summary>Sets up, shows and takes down the logging of an account in all its Regions.</summary>
public static class AuditBaselineOperation
{
    /// <summary>Sets the baseline up: makes what is missing, raises what falls short, leaves alone what is enough.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="host">Asked before every change; takes one error a Region and service.</param>
    /// <param name="cancellationToken">Stops before the next change.</param>
    /// <returns>What became of each resource.</returns>
    public static IAsyncEnumerable<AuditBaselineItem> EnableAsync(
        HardeningSession session, AuditBaselineOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        EnableAsync(session, options, host, book: null, cancellationToken);

    /// <summary>Works out what would be changed, without changing it.</summary>
    /// <inheritdoc cref="EnableAsync(HardeningSession, AuditBaselineOptions, IOperationHost, CancellationToken)"/>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static Task<HardeningPlan?> PlanAsync(
        HardeningSession session, AuditBaselineOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        PlanWriter.TakeDownAsync(session, book => EnableAsync(session, options, host, book, cancellationToken), view: null, cancellationToken);

    /// <summary>What each Region has of the baseline, fact by fact. Changes nothing.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="host">Takes errors and progress.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async IAsyncEnumerable<AuditBaselineFact> GetAsync(
        HardeningSession session, AuditBaselineOptions options, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await OpenAsync(session, options, host, cancellationToken) is { } scene)
        {
            var regions = await BaselineReader.ReadAsync(scene, host, cancellationToken);
            var block = await BaselineReader.AccountBlockAsync(scene, cancellationToken);
            foreach (var fact in new BaselineView(scene, regions, block).Facts())
            {
                yield return fact;
            }
        }
    }

    /// <summary>Removes what the baseline has made, by its journal; what was there before and was raised stays raised.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">What is to become of the bucket.</param>
    /// <param name="host">Asked before every change; asks for the bucket's name where it is to be purged.</param>
    /// <param name="cancellationToken">Stops before the next change.</param>
    public static IAsyncEnumerable<AuditBaselineItem> DisableAsync(
        HardeningSession session, DisableBaselineOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        DisableAsync(session, options, host, book: null, cancellationToken);

    /// <summary>Works out what would be removed, without removing it. Data is never part of a plan.</summary>
    /// <inheritdoc cref="DisableAsync(HardeningSession, DisableBaselineOptions, IOperationHost, CancellationToken)"/>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static Task<HardeningPlan?> PlanDisableAsync(
        HardeningSession session, DisableBaselineOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        PlanWriter.TakeDownAsync(session, book => DisableAsync(session, options with { PurgeBucket = false }, host, book, cancellationToken), view: null, cancellationToken);

    private static async IAsyncEnumerable<AuditBaselineItem> DisableAsync(
        HardeningSession session, DisableBaselineOptions options, IOperationHost host, PlanBook? book,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        var watch = new WatchingHost(host);
        // Whoever has typed the name of the bucket to be purged was asked twice.
        var run = new ChangeRunOptions { RevertAfter = options.RevertAfter, Book = book, Force = options.PurgeBucket };
        await using var runner = await ChangeRunner.BeginAsync(session, run, watch, cancellationToken);
        if (runner is null)
        {
            yield break;
        }

        await runner.ReadAsync(cancellationToken);
        await foreach (var item in new BaselineRemoval(aws, runner.Caller, runner, watch, options).RunAsync(cancellationToken))
        {
            yield return item;
        }
    }

    private static async IAsyncEnumerable<AuditBaselineItem> EnableAsync(
        HardeningSession session, AuditBaselineOptions options, IOperationHost host, PlanBook? book,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if ((options.LogGroupArn is null) != (options.LogRoleArn is null))
        {
            await host.WriteErrorAsync(BaselineErrors.LogsIncomplete(), cancellationToken);
            yield break;
        }

        if (await OpenAsync(session, options, host, cancellationToken) is not { } scene)
        {
            yield break;
        }

        var run = new ChangeRunOptions { RevertAfter = options.RevertAfter, Book = book };
        await using var runner = await ChangeRunner.BeginAsync(session, run, host, cancellationToken);
        if (runner is null)
        {
            yield break;
        }

        var regions = await BaselineReader.ReadAsync(scene, host, cancellationToken);
        var changed = 0;
        var block = await BaselineReader.AccountBlockAsync(scene, cancellationToken);
        await foreach (var item in new BaselineRun(scene, regions, block, runner, host).RunAsync(cancellationToken))
        {
            changed += item.Status == "Unchanged" ? 0 : 1;
            yield return item;
        }

        if (changed == 0)
        {
            host.WriteVerbose($"The baseline of account {scene.Caller.AccountId} stands in {scene.Regions.Count} Regions: nothing was changed.");
        }
    }

    private static async Task<BaselineScene?> OpenAsync(
        HardeningSession session, AuditBaselineOptions options, IOperationHost host, CancellationToken cancellationToken)
    {
        try
        {
            return await BaselineScene.OpenAsync(session, options, host, cancellationToken);
        }
        catch (OperationException e)
        {
            await host.WriteErrorAsync(e.Error, cancellationToken);
            return null;
        }
    }
}
