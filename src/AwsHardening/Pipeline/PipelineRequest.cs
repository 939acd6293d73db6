namespace AwsHardening.Pipeline;

/// <summary>Something a worker wants done on the pipeline thread.</summary>
internal abstract class PipelineRequest
{
    /// <summary>Does it, on the pipeline thread. What it throws ends the pump.</summary>
    public abstract void Run();

    /// <summary>Tells whoever waits that it will never be done.</summary>
    public abstract void Abandon();
}

/// <summary>A request with an answer.</summary>
/// <typeparam name="T">The answer's type.</typeparam>
/// <param name="body">What to do.</param>
internal sealed class PipelineRequest<T>(Func<T> body) : PipelineRequest
{
    // Without this option the worker's next step would run on the pipeline thread, inside SetResult.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The answer; canceled when nobody will give one.</summary>
    public Task<T> Answer => _answer.Task;

    /// <inheritdoc />
    public override void Run()
    {
        try
        {
            _answer.TrySetResult(body());
        }
        catch
        {
            // The cause (a stopped pipeline, -ErrorAction Stop) belongs to the pipeline thread; the worker only needs to stop.
            _answer.TrySetCanceled();
            throw;
        }
    }

    /// <inheritdoc />
    public override void Abandon() => _answer.TrySetCanceled();
}
