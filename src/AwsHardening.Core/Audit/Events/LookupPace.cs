namespace AwsHardening.Core.Audit;

/// <summary>LookupEvents takes two requests a second of an account in a Region: whoever would ask a third waits for its turn.</summary>
internal sealed class LookupPace(TimeProvider clock)
{
    private const int PerSecond = 2;

    private readonly object _gate = new();
    private readonly Queue<DateTimeOffset> _turns = new();

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var free = _turns.Count < PerSecond ? now : _turns.Dequeue() + TimeSpan.FromSeconds(1);
            var turn = free > now ? free : now;
            _turns.Enqueue(turn);
            wait = turn - now;
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancellationToken);
        }
    }
}
