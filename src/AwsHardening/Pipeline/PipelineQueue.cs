using System.Collections.Concurrent;

namespace AwsHardening.Pipeline;

/// <summary>Carries requests from workers to the pipeline thread, in order.</summary>
internal sealed class PipelineQueue : IDisposable
{
    private readonly BlockingCollection<PipelineRequest> _requests = [];

    /// <summary>Queues a request and waits for its answer.</summary>
    /// <typeparam name="T">The answer's type.</typeparam>
    /// <param name="body">What to do on the pipeline thread.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The answer; canceled once the pipeline has ended.</returns>
    public Task<T> InvokeAsync<T>(Func<T> body, CancellationToken cancellationToken)
    {
        var request = new PipelineRequest<T>(body);
        Add(request);
        return request.Answer.WaitAsync(cancellationToken);
    }

    /// <summary>Queues a request whose end nobody waits for.</summary>
    /// <param name="body">What to do on the pipeline thread.</param>
    public void Post(Action body) => Add(new PipelineRequest<bool>(() =>
    {
        body();
        return true;
    }));

    /// <summary>Runs requests until the work has completed. On the pipeline thread.</summary>
    public void Pump()
    {
        foreach (var request in _requests.GetConsumingEnumerable())
        {
            request.Run();
        }
    }

    /// <summary>Waits for one request and runs it. On the pipeline thread.</summary>
    public void PumpOne() => _requests.Take().Run();

    /// <summary>Runs the requests that are there. On the pipeline thread.</summary>
    public void PumpReady()
    {
        while (_requests.TryTake(out var request))
        {
            request.Run();
        }
    }

    /// <summary>Says that the work has made its last request.</summary>
    public void Complete() => _requests.CompleteAdding();

    /// <summary>Answers every request, made or still to come, with: never.</summary>
    public void Abandon()
    {
        _requests.CompleteAdding();
        while (_requests.TryTake(out var request))
        {
            request.Abandon();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _requests.Dispose();

    private void Add(PipelineRequest request)
    {
        try
        {
            _requests.Add(request);
        }
        catch (InvalidOperationException)
        {
            request.Abandon();
        }
    }
}
