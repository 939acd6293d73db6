namespace AwsHardening.UnitTests.Engine.Sessions;

/// <summary>Runs what awaits on the test's own thread and only when it is told: nothing happens while the clock moves.</summary>
internal sealed class Pump : SynchronizationContext, IDisposable
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _due = new();
    private readonly SynchronizationContext? _before = Current;

    public Pump(HeldClock clock)
    {
        clock.Settle = Drain;
        SetSynchronizationContext(this);
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_due)
        {
            _due.Enqueue((d, state));
        }
    }

    public void Dispose() => SetSynchronizationContext(_before);

    private void Drain()
    {
        while (true)
        {
            (SendOrPostCallback Callback, object? State) next;
            lock (_due)
            {
                if (!_due.TryDequeue(out next))
                {
                    return;
                }
            }

            next.Callback(next.State);
        }
    }
}
