using System.Management.Automation;
using System.Runtime.ExceptionServices;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Pipeline;

/// <summary>
/// Runs a cmdlet's work off the pipeline thread, and everything the work wants of PowerShell on it. A cmdlet that overrides
/// nothing, or calls nothing here, never leaves the pipeline thread.
/// </summary>
public abstract class AsyncCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly object _gate = new();
    private bool _disposed;

    /// <summary>Canceled by Ctrl+C. Shims the property of the same name that cmdlets have from PowerShell 7.6 on: remove it
    /// when 7.6 is the oldest version served.</summary>
    protected CancellationToken PipelineStopToken => _stop.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void StopProcessing()
    {
        // Called on a thread of its own, possibly while the pipeline is being taken down.
        lock (_gate)
        {
            if (!_disposed)
            {
                _stop.Cancel();
            }
        }
    }

    /// <summary>Releases what the cmdlet holds.</summary>
    /// <param name="disposing">True when called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        lock (_gate)
        {
            if (disposing && !_disposed)
            {
                _disposed = true;
                _stop.Dispose();
            }
        }
    }

    /// <summary>Runs work on the pool, and serves its requests here until it has ended.</summary>
    /// <param name="work">The work; its token ends with the pipeline, however that ends.</param>
    protected virtual void Run(Func<CmdletHost, CancellationToken, Task> work)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        using var queue = new PipelineQueue();
        var task = Task.Run(() => WorkToEndAsync(work, queue, ended.Token), CancellationToken.None);
        try
        {
            queue.Pump();
        }
        finally
        {
            // Select-Object -First ends the pipeline with an exception out of WriteObject and calls neither StopProcessing nor
            // EndProcessing, so this is the one place that sees every end.
            ended.Cancel();
            queue.Abandon();
            task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }

        Conclude(task);
    }

    /// <summary>Writes what a sequence yields, one object at a time.</summary>
    /// <typeparam name="T">The records' type.</typeparam>
    /// <param name="records">Starts the sequence.</param>
    protected void Emit<T>(Func<CmdletHost, CancellationToken, IAsyncEnumerable<T>> records)
        where T : class =>
        Run(async (host, stop) =>
        {
            await foreach (var record in records(host, stop).WithCancellation(stop))
            {
                await host.WriteObjectAsync(record, stop);
            }
        });

    /// <summary>What comes before a cmdlet's own work, on the pool.</summary>
    /// <param name="host">The cmdlet's streams and prompts.</param>
    /// <param name="cancellationToken">Ends with the pipeline.</param>
    private protected virtual Task BeforeWorkAsync(CmdletHost host, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Writes what a work returns, unless that is nothing.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="record">Starts the work.</param>
    protected void EmitOne<T>(Func<CmdletHost, CancellationToken, Task<T?>> record)
        where T : class =>
        Run(async (host, stop) =>
        {
            if (await record(host, stop) is { } one)
            {
                await host.WriteObjectAsync(one, stop);
            }
        });

    /// <summary>The work with what comes before it.</summary>
    private protected async Task WorkAsync(
        Func<CmdletHost, CancellationToken, Task> work, CmdletHost host, CancellationToken cancellationToken)
    {
        CurrentHost.Value = host;
        await BeforeWorkAsync(host, cancellationToken);
        await work(host, cancellationToken);
    }

    private async Task WorkToEndAsync(
        Func<CmdletHost, CancellationToken, Task> work, PipelineQueue queue, CancellationToken cancellationToken)
    {
        try
        {
            await WorkAsync(work, new CmdletHost(this, queue), cancellationToken);
        }
        finally
        {
            queue.Complete();
        }
    }

    private void Conclude(Task task)
    {
        var exception = task.IsCanceled ? new OperationCanceledException() : task.Exception?.InnerException;
        switch (exception)
        {
            case null:
                break;
            case OperationException failure:
                WriteError(ErrorRecords.From(failure.Error));
                break;
            case OperationCanceledException when PipelineStopToken.IsCancellationRequested:
                throw new PipelineStoppedException();
            case RuntimeException:
                ExceptionDispatchInfo.Throw(exception);
                break;
            default:
                ThrowTerminatingError(ErrorRecords.Unforeseen(exception, MyInvocation.MyCommand.Name));
                break;
        }
    }
}
