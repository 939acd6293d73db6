using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Audit.Alarms;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Audit;

/// <summary>Sets up, shows, tests and takes down the alarms that tell of what happens in an account.</summary>
public static class SecurityAlarmOperation
{
    /// <summary>The names of all alarms.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. SecurityAlarmCatalog.All.Select(alarm => alarm.Name)];

    /// <summary>Sets alarms up: makes what is missing, raises what falls short, adopts what does as well.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">Which alarms, and who is told.</param>
    /// <param name="host">Asked before every change; takes one error a resource.</param>
    /// <param name="cancellationToken">Stops before the next change.</param>
    /// <returns>What became of each resource.</returns>
    public static IAsyncEnumerable<SecurityAlarmItem> EnableAsync(
        HardeningSession session, SecurityAlarmOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        EnableAsync(session, options, host, book: null, cancellationToken);

    /// <summary>Works out what would be changed, without changing it.</summary>
    /// <inheritdoc cref="EnableAsync(HardeningSession, SecurityAlarmOptions, IOperationHost, CancellationToken)"/>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static Task<HardeningPlan?> PlanEnableAsync(
        HardeningSession session, SecurityAlarmOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        PlanWriter.TakeDownAsync(session, book => EnableAsync(session, options, host, book, cancellationToken), view: null, cancellationToken);

    /// <summary>Each alarm with all that it stands on, and whether it would tell anybody. Changes nothing.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">Which alarms.</param>
    /// <param name="host">Takes errors.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async IAsyncEnumerable<SecurityAlarm> GetAsync(
        HardeningSession session, SecurityAlarmOptions options, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await OpenAsync(session, options, needsTrail: false, host, cancellationToken) is not { } scene)
        {
            yield break;
        }

        var status = new AlarmStatus(scene, cancellationToken);
        foreach (var alarm in scene.Alarms)
        {
            yield return (await status.ReadAsync(alarm)).Record;
        }
    }

    /// <summary>Checks of each alarm link by link whether an event would reach somebody.</summary>
    /// <param name="session">The session; in an embedded account an event is sent through.</param>
    /// <param name="options">Which alarms.</param>
    /// <param name="send">Have the alarms of a real account tell their topics, by setting their state for a moment.</param>
    /// <param name="host">Asked before a state is set; takes errors.</param>
    /// <param name="cancellationToken">Stops before the next alarm.</param>
    public static async IAsyncEnumerable<SecurityAlarmTest> TestAsync(
        HardeningSession session, SecurityAlarmOptions options, bool send, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await OpenAsync(session, options, needsTrail: false, host, cancellationToken) is not { } scene)
        {
            yield break;
        }

        if (!host.IsWhatIf && AlarmDelivery.LetDeliver(scene))
        {
            scene = await OpenAsync(session, options, needsTrail: false, host, cancellationToken);
        }

        if (scene is null)
        {
            yield break;
        }

        await using var runner = send ? await ChangeRunner.BeginAsync(session, new ChangeRunOptions(), host, cancellationToken) : null;
        if (send && runner is null)
        {
            yield break;
        }

        var (status, tester) = (new AlarmStatus(scene, cancellationToken), new AlarmTester(scene, new AlarmDelivery(scene, runner, host.IsWhatIf), cancellationToken));
        foreach (var alarm in scene.Alarms)
        {
            yield return await tester.TestAsync(await status.ReadAsync(alarm));
        }
    }

    /// <summary>Removes what setting alarms up made, by its journal.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">Which alarms, and what of what they share.</param>
    /// <param name="host">Asked before every change, and again where confirmed subscriptions are lost.</param>
    /// <param name="cancellationToken">Stops before the next change.</param>
    public static IAsyncEnumerable<SecurityAlarmItem> DisableAsync(
        HardeningSession session, DisableAlarmOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        DisableAsync(session, options, host, book: null, cancellationToken);

    /// <summary>Works out what would be removed, without removing it.</summary>
    /// <inheritdoc cref="DisableAsync(HardeningSession, DisableAlarmOptions, IOperationHost, CancellationToken)"/>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static Task<HardeningPlan?> PlanDisableAsync(
        HardeningSession session, DisableAlarmOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        PlanWriter.TakeDownAsync(session, book => DisableAsync(session, options, host, book, cancellationToken), view: null, cancellationToken);

    private static async IAsyncEnumerable<SecurityAlarmItem> EnableAsync(
        HardeningSession session, SecurityAlarmOptions options, IOperationHost host, PlanBook? book, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (options.Emails.Count == 0 && options.TopicArn is null)
        {
            await host.WriteErrorAsync(AlarmErrors.NobodyToTell(), cancellationToken);
            yield break;
        }

        if (await OpenAsync(session, options, needsTrail: true, host, cancellationToken) is not { } scene)
        {
            yield break;
        }

        var run = new ChangeRunOptions { RevertAfter = options.RevertAfter, Book = book };
        await using var runner = await ChangeRunner.BeginAsync(session, run, host, cancellationToken);
        if (runner is null)
        {
            yield break;
        }

        await foreach (var item in new AlarmRun(scene, new AlarmSteps(runner, host)).RunAsync(cancellationToken))
        {
            yield return item;
        }
    }

    private static async IAsyncEnumerable<SecurityAlarmItem> DisableAsync(
        HardeningSession session, DisableAlarmOptions options, IOperationHost host, PlanBook? book, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (options.Names.FirstOrDefault(name => SecurityAlarmCatalog.Find(name) is null) is { } unknown)
        {
            await host.WriteErrorAsync(AlarmErrors.NotKnown(unknown), cancellationToken);
            yield break;
        }

        var watch = new WatchingHost(host);
        var run = new ChangeRunOptions { RevertAfter = options.RevertAfter, Book = book, Force = options.Force };
        await using var runner = await ChangeRunner.BeginAsync(session, run, watch, cancellationToken);
        if (runner is null)
        {
            yield break;
        }

        await runner.ReadAsync(cancellationToken);
        await foreach (var item in new AlarmRemoval(AwsSession.Of(session), runner.Caller, runner, watch, options).RunAsync(cancellationToken))
        {
            yield return item;
        }
    }

    private static async Task<AlarmScene?> OpenAsync(
        HardeningSession session, SecurityAlarmOptions options, bool needsTrail, IOperationHost host, CancellationToken cancellationToken)
    {
        try
        {
            return await AlarmScene.OpenAsync(session, options, needsTrail, cancellationToken);
        }
        catch (OperationException e)
        {
            await host.WriteErrorAsync(e.Error, cancellationToken);
        }
        catch (UnreadFactException e)
        {
            await host.WriteErrorAsync(AwsErrors.Describe(e, $"reading {e.What}", e.IamAction, session), cancellationToken);
        }

        return null;
    }
}
