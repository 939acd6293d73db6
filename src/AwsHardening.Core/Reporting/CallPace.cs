namespace AwsHardening.Core.Reporting;

/// <summary>
/// How many calls are under way at the same time, and how many begin in a second: AWS counts the calls of everybody in the account
/// together, those of production too.
/// </summary>
/// <param name="atOnce">The most that are under way.</param>
/// <param name="perSecond">The most that begin in a second; null for no limit.</param>
/// <param name="time">The clock.</param>
internal sealed class CallPace(int atOnce, double? perSecond, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _room = new(atOnce);
    private readonly object _lock = new();
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    public async Task<T> InTurnAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        try
        {
            if (Wait() is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, time, cancellationToken);
            }

            return await call();
        }
        finally
        {
            _room.Release();
        }
    }

    public void Dispose() => _room.Dispose();

    private TimeSpan Wait()
    {
        if (perSecond is not { } rate)
        {
            return TimeSpan.Zero;
        }

        lock (_lock)
        {
            var now = time.GetUtcNow();
            var turn = _next > now ? _next : now;
            _next = turn + TimeSpan.FromSeconds(1 / rate);
            return turn - now;
        }
    }
}
