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

    private StoreRun(AwsSession session, ChangeRunner runner, IOperationHost host)
    {
        (Session, _runner, Host) = (session, runner, host);
        Kms = new Keys.KmsCalls(session);
    }

    public AwsSession Session { get; }

    public IOperationHost Host { get; }

    public Keys.KmsCalls Kms { get; }

    public string SetId => _runner.SetId;

    public static async Task<StoreRun?> BeginAsync(
        HardeningSession session, StoreOptions options, IOperationHost host, PlanBook? book, CancellationToken cancellationToken)
    {
        var run = new ChangeRunOptions { RevertAfter = options.RevertAfter, Book = book, Force = options.Force };
        return await ChangeRunner.BeginAsync(session, run, host, cancellationToken) is { } runner
            ? new StoreRun(AwsSession.Of(session), runner, host) : null;
    }

    public ResourceChange Header(string type, string id, string name, string why) => _runner.Header(type, id, name, why);

    /// <summary>Makes a change, and writes what went wrong.</summary>
    public async Task<ChangeResult> RunAsync(
        ResourceChange change, string action, Func<ChangeResult, OperationError?>? explain, CancellationToken cancellationToken)
    {
        var result = await _runner.RunAsync(change, action, settle: null, known: null, cancellationToken);
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
}
