using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Access;

/// <summary>A series of changes of which each relies on those before: after one that failed or was declined, none is made any more.</summary>
internal sealed class AccessRun : IAsyncDisposable
{
    private readonly ChangeRunner _runner;
    private readonly List<AccessChange> _done = [];

    private AccessRun(HardeningSession session, ChangeRunner runner, IOperationHost host, CancellationToken cancellationToken)
    {
        (Session, _runner, Host, CancellationToken) = (session, runner, host, cancellationToken);
        Aws = AwsSession.Of(session);
        Facts = new InstanceFacts(Aws, Caller.AccountId, cancellationToken);
    }

    public HardeningSession Session { get; }

    public AwsSession Aws { get; }

    public CallerIdentity Caller => _runner.Caller;

    public IOperationHost Host { get; }

    public InstanceFacts Facts { get; }

    public CancellationToken CancellationToken { get; }

    /// <summary>True when changes are only written down.</summary>
    public bool IsPlan => _runner.IsPlanning;

    /// <summary>True once a change was not made: what relies on it must not be made either.</summary>
    public bool HasStopped { get; private set; }

    public IReadOnlyList<AccessChange> Done => _done;

    /// <summary>Begins; null where an error was written.</summary>
    public static async Task<AccessRun?> BeginAsync(
        HardeningSession session, TimeSpan? revertAfter, bool force, PlanBook? book, IOperationHost host, CancellationToken cancellationToken)
    {
        var options = new ChangeRunOptions { RevertAfter = revertAfter, Book = book, Force = force };
        return await ChangeRunner.BeginAsync(session, options, host, cancellationToken) is { } runner
            ? new AccessRun(session, runner, host, cancellationToken) : null;
    }

    public ValueTask DisposeAsync() => _runner.DisposeAsync();

    public string NewId() => Aws.Settings.NewId();

    /// <summary>A change without its content.</summary>
    public ResourceChange Header(string id, string resourceType, string resourceId, string resourceName, string why, string? cost = null) =>
        _runner.Header(resourceType, resourceId, resourceName, why) with { Id = id, Cost = cost };

    /// <summary>Makes a change of parts; nothing where there is none to make.</summary>
    public Task<ChangeResult?> MakeAsync(PartsChange? change, ResourceChange header, string action) =>
        MakeAsync(change is null or { IsEmpty: true } ? null : change.Build(header), action);

    /// <summary>Makes a change; nothing where there is none to make, or a change before it was not made.</summary>
    public async Task<ChangeResult?> MakeAsync(ResourceChange? change, string action)
    {
        if (change is null || HasStopped)
        {
            return null;
        }

        var question = change.Risks.Count == 0 ? action : $"{action}, although {string.Join("; ", change.Risks)}";
        var result = await _runner.RunAsync(change, question, token => _runner.AskAboutRisksAsync(
            change, ($"{change.ResourceId} ({change.ResourceName})", "Make the change all the same?"), "Lose flows that were not to be cut",
            couldAsk => AccessErrors.LosesFlows(change, couldAsk), token), known: null, CancellationToken);
        var whatIf = result is { Status: null, Error: null } && Host.IsWhatIf;
        HasStopped = !result.IsApplied && !whatIf;
        if (result.Error is { } error)
        {
            await Host.WriteErrorAsync(error, CancellationToken);
        }

        _done.Add(new AccessChange
        {
            ResourceType = change.ResourceType, ResourceId = change.ResourceId, Action = action, Region = Aws.Region,
            Status = result.IsApplied ? "Applied" : whatIf ? "WhatIf" : result.Error is null ? "Declined" : "Failed",
            ChangeId = result.Status is null ? "" : change.Id,
        });
        return result;
    }

    /// <summary>Does the work, and turns what cannot be read into an error.</summary>
    public async Task<IReadOnlyList<AccessChange>> TryAsync(Func<AccessRun, Task> work, object target)
    {
        try
        {
            await work(this);
        }
        catch (OperationException e)
        {
            await Host.WriteErrorAsync(e.Error, CancellationToken);
        }
        catch (UnreadFactException e)
        {
            await Host.WriteErrorAsync(AwsErrors.Describe(e, $"reading {e.What}", e.IamAction, target), CancellationToken);
        }

        return Done;
    }

    /// <summary>Does the work into a plan.</summary>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static async Task<HardeningPlan?> PlanAsync(
        HardeningSession session, Func<AccessRun, Task> work, object target, IOperationHost host, CancellationToken cancellationToken)
    {
        var book = new PlanBook();
        await using var run = await BeginAsync(session, revertAfter: null, force: false, book, host, cancellationToken);
        if (run is null)
        {
            return null;
        }

        await run.TryAsync(work, target);
        return await PlanWriter.WriteAsync(run.Aws, run.Caller, book, view: null);
    }

    /// <summary>Does the work.</summary>
    public static async Task<IReadOnlyList<AccessChange>> MakeAllAsync(
        HardeningSession session, TimeSpan? revertAfter, bool force, Func<AccessRun, Task> work, object target, IOperationHost host,
        CancellationToken cancellationToken)
    {
        await using var run = await BeginAsync(session, revertAfter, force, book: null, host, cancellationToken);
        return run is null ? [] : await run.TryAsync(work, target);
    }
}
