using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Encryption.Store;

/// <summary>One command's changes of a data key store.</summary>
internal sealed class StoreRun : IAsyncDisposable
{
    private readonly ChangeRunner _runner;
    private readonly CallerIdentity _caller;
    private readonly bool _force;

    private StoreRun(AwsSession session, CallerIdentity caller, ChangeRunner runner, IOperationHost host, bool force)
    {
        (Session, _caller, _runner, Host, _force) = (session, caller, runner, host, force);
        Kms = new Keys.KmsCalls(session);
    }

    public AwsSession Session { get; }

    public IOperationHost Host { get; }

    public Keys.KmsCalls Kms { get; }

    public string SetId => _runner.SetId;

    public static async Task<StoreRun?> BeginAsync(
        HardeningSession session, StoreOptions options, IOperationHost host, PlanBook? book, CancellationToken cancellationToken)
    {
        try
        {
            var caller = await CallerIdentityOperation.OnceAsync(session, cancellationToken);
            var (revert, refusal) = await TimedRevert.PrepareAsync(session, caller.AccountId, options.RevertAfter, host);
            if (refusal is null)
            {
                var aws = AwsSession.Of(session);
                return new StoreRun(aws, caller, new ChangeRunner(aws, caller.Arn, host, book) { Revert = revert }, host, options.Force);
            }

            await host.WriteErrorAsync(refusal, cancellationToken);
        }
        catch (OperationException e)
        {
            await host.WriteErrorAsync(e.Error, cancellationToken);
        }

        return null;
    }

    /// <summary>The plan of what a command took down.</summary>
    public static async Task<HardeningPlan?> PlanAsync(HardeningSession session, PlanBook book, CancellationToken cancellationToken) =>
        book.Changes.Count == 0 ? null : await PlanWriter.WriteAsync(
            AwsSession.Of(session), await CallerIdentityOperation.OnceAsync(session, cancellationToken), book, view: null);

    public ResourceChange Header(string type, string id, string name, string why) => new()
    {
        Id = Session.Settings.NewId(),
        SetId = SetId,
        AccountId = _caller.AccountId,
        Region = Session.Region,
        ResourceType = type,
        ResourceId = id,
        ResourceName = name,
        Why = why,
        Before = [],
        After = [],
        Calls = [],
        Inverse = [],
    };

    /// <summary>Makes a change, and writes what went wrong; asks twice about one that nothing takes back.</summary>
    public async Task<ChangeResult> RunAsync(
        ResourceChange change, string action, Func<ChangeResult, OperationError?>? explain, CancellationToken cancellationToken)
    {
        var result = await _runner.RunAsync(change, action, change.IsIrreversible && !_force ? stop => AskAsync(change, stop) : null, known: null, cancellationToken);
        if (result.Error is { } error)
        {
            await Host.WriteErrorAsync(explain?.Invoke(result) ?? error, cancellationToken);
        }

        return result;
    }

    /// <summary>Runs work on one item; what fails is written as the item's error.</summary>
    public async Task<T?> OneAsync<T>(string doing, string iamAction, object target, Func<Task<T?>> work, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await work();
        }
        catch (OperationException e)
        {
            await Host.WriteErrorAsync(e.Error, cancellationToken);
        }
        catch (UnreadFactException e)
        {
            await Host.WriteErrorAsync(AwsErrors.Describe(e, $"reading {e.What}", e.IamAction, target), cancellationToken);
        }
        catch (Exception e) when (e is Amazon.Runtime.AmazonServiceException or Amazon.Runtime.AmazonClientException or HttpRequestException)
        {
            await Host.WriteErrorAsync(AwsErrors.Describe(e, doing, iamAction, target), cancellationToken);
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await _runner.DisposeAsync();
        Kms.Dispose();
    }

    private async Task<ResourceChange?> AskAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        var answer = await Host.ShouldContinueAsync(
            $"{change.Why} Nothing takes this back: the key and the table hold what is needed to read data. Go on?",
            "Make what stays", cancellationToken);
        if (answer is null)
        {
            await Host.WriteErrorAsync(
                new OperationError(
                    "ConfirmationNeeded", OperationErrorCategory.InvalidOperation,
                    $"{change.Why} Nothing takes this back, and nobody could be asked.", "Say -Force to go on without being asked.", change.ResourceId),
                cancellationToken);
        }

        return answer == true ? change : null;
    }
}
