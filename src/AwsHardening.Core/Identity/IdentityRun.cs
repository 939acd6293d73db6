using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity;

/// <summary>A command's changes of users, groups, roles and policies.</summary>
internal sealed class IdentityRun : IAsyncDisposable
{
    private readonly ChangeRunner _runner;
    private readonly bool _force;
    private readonly List<IdentityChange> _done = [];

    private IdentityRun(HardeningSession session, ChangeRunner runner, bool force, IOperationHost host, CancellationToken cancellationToken) =>
        (Session, Aws, _runner, _force, Host, CancellationToken) = (session, AwsSession.Of(session), runner, force, host, cancellationToken);

    public HardeningSession Session { get; }

    public AwsSession Aws { get; }

    public CallerIdentity Caller => _runner.Caller;

    public IOperationHost Host { get; }

    public CancellationToken CancellationToken { get; }

    /// <summary>A change without its content.</summary>
    public ResourceChange Header(string resourceType, string resourceId, string resourceName, string why) =>
        _runner.Header(resourceType, resourceId, resourceName, why);

    /// <summary>The ARN of one of the account's own, such as <c>role/admin</c>.</summary>
    public string ArnOf(string resource) => $"arn:{Session.Partition}:iam::{Caller.AccountId}:{resource}";

    /// <summary>Makes a change.</summary>
    /// <returns>True when what relies on it may go on: it was made, or would be under -WhatIf.</returns>
    public async Task<bool> MakeAsync(ResourceChange change, string action)
    {
        CancellationToken.ThrowIfCancellationRequested();
        var question = change.Risks.Count == 0 ? action : $"{action}, although {string.Join("; ", change.Risks)}";
        var result = await _runner.RunAsync(change, question, token => AskAboutRisksAsync(change, token), known: null, CancellationToken);
        var whatIf = result is { Status: null, Error: null } && Host.IsWhatIf;
        if (result.Error is { } error)
        {
            await Host.WriteErrorAsync(error, CancellationToken);
        }

        _done.Add(new IdentityChange
        {
            ResourceType = change.ResourceType, ResourceId = change.ResourceId, Action = action, AccountId = change.AccountId,
            Status = result.IsApplied ? "Applied" : whatIf ? "WhatIf" : result.Error is null ? "Declined" : "Failed",
            ChangeId = result.Status is null ? "" : change.Id,
        });
        return result.IsApplied || whatIf;
    }

    public ValueTask ErrorAsync(OperationError error) => Host.WriteErrorAsync(error, CancellationToken);

    public ValueTask DisposeAsync() => _runner.DisposeAsync();

    /// <summary>Does the work.</summary>
    public static async IAsyncEnumerable<IdentityChange> MakeAllAsync(
        HardeningSession session, ChangeRunOptions options, Func<IdentityRun, Task> work, IOperationHost host,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var runner = await ChangeRunner.BeginAsync(session, options, host, cancellationToken);
        if (runner is null)
        {
            yield break;
        }

        await using var run = new IdentityRun(session, runner, options.Force, host, cancellationToken);
        await run.TryAsync(work);
        foreach (var change in run._done)
        {
            yield return change;
        }
    }

    /// <summary>Does the work into a plan.</summary>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static Task<HardeningPlan?> PlanAsync(
        HardeningSession session, Func<IdentityRun, Task> work, IOperationHost host, CancellationToken cancellationToken) =>
        PlanWriter.TakeDownAsync(
            session, book => MakeAllAsync(session, new ChangeRunOptions { Book = book }, work, host, cancellationToken), view: null, cancellationToken);

    // What was made before something could not be read stands, and is told of.
    private async Task TryAsync(Func<IdentityRun, Task> work)
    {
        try
        {
            await work(this);
        }
        catch (OperationException e)
        {
            await ErrorAsync(e.Error);
        }
        catch (UnreadFactException e)
        {
            await ErrorAsync(AwsErrors.Describe(e, $"reading {e.What}", e.IamAction, Caller.AccountId));
        }
    }

    private async Task<ResourceChange?> AskAboutRisksAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        if (change.Risks.Count == 0 || _force)
        {
            return change;
        }

        var answer = await Host.ShouldContinueAsync(
            $"{change.ResourceName}: {string.Join("; ", change.Risks)}. Make the change all the same?", "Take access from others", cancellationToken);
        if (answer == true)
        {
            return change;
        }

        await Host.WriteErrorAsync(IdentityErrors.AccessWouldBeLost(change, couldAsk: answer is not null), cancellationToken);
        return null;
    }
}
