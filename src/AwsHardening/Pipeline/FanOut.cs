namespace AwsHardening.Pipeline;

/// <summary>
/// Runs the work of many accounts at the same time, while the pipeline goes on bringing more, and serves what they write as it
/// comes. All members are called on the pipeline thread.
/// </summary>
/// <param name="progress">Shows the bar: the status, and whether it ends.</param>
/// <param name="failed">Takes the exception that ended one account's work; may throw to end the pipeline.</param>
/// <param name="stop">Ends with the pipeline.</param>
internal sealed class FanOut(
    Action<string, bool> progress, Action<object, Exception> failed, CancellationToken stop) : IDisposable
{
    private readonly CancellationTokenSource _ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private readonly PipelineQueue _queue = new();
    private readonly HashSet<Task> _running = [];
    private int _done;
    private int _failures;
    private bool _disposed;

    /// <summary>Starts one account's work as soon as there is room for it.</summary>
    /// <param name="account">The account.</param>
    /// <param name="atOnce">How many may be under way, this one included.</param>
    /// <param name="work">Starts the work, which writes through the queue.</param>
    public void Add(object account, int atOnce, Func<PipelineQueue, CancellationToken, Task> work)
    {
        PumpUntil(() => _running.Count < atOnce);
        var task = Task.Run(() => work(_queue, _ended.Token), CancellationToken.None);
        _running.Add(task);
        _ = task.ContinueWith(
            ended => _queue.Post(() => Conclude(account, ended)), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        Show();
        Guard(_queue.PumpReady);
    }

    /// <summary>Serves all that is under way to its end.</summary>
    public void Finish()
    {
        PumpUntil(() => _running.Count == 0);
        if (_done > 0)
        {
            progress(Status(), true);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        // Select-Object -First ends the pipeline in whatever command has just written; this is all that a command hears of it.
        _disposed = true;
        _ended.Cancel();
        _queue.Abandon();
        Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        _ended.Dispose();
        _queue.Dispose();
    }

    private void PumpUntil(Func<bool> reached)
    {
        while (!reached())
        {
            Guard(_queue.PumpOne);
        }
    }

    /// <summary>What the pipeline thread throws ends the work of all.</summary>
    private void Guard(Action pump)
    {
        try
        {
            pump();
        }
        catch
        {
            _ended.Cancel();
            throw;
        }
    }

    private void Conclude(object account, Task task)
    {
        _running.Remove(task);
        _done++;
        var exception = task.IsCanceled ? new OperationCanceledException() : task.Exception?.InnerException;
        _failures += exception is null ? 0 : 1;
        Show();
        if (exception is not null)
        {
            failed(account, exception);
        }
    }

    private void Show() => progress(Status(), false);

    private string Status() => $"{_done} done, {_running.Count} under way" + (_failures > 0 ? $", {_failures} failed" : "");
}
