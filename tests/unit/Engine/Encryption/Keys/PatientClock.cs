namespace AwsHardening.UnitTests.Engine.Encryption.Keys;

/// <summary>A clock that jumps over short waits, as for AWS to be ready, and holds long ones until it is moved on.</summary>
internal sealed class PatientClock : TimeProvider
{
    private static readonly TimeSpan s_short = TimeSpan.FromSeconds(30);

    private readonly List<HeldTimer> _timers = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan time)
    {
        _now += time;
        foreach (var timer in _timers.Where(timer => timer.Due <= _now).ToArray())
        {
            timer.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HeldTimer(this, () => callback(state));
        _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class HeldTimer(PatientClock clock, Action callback) : ITimer
    {
        public DateTimeOffset Due { get; private set; } = DateTimeOffset.MaxValue;

        public void Fire()
        {
            Due = DateTimeOffset.MaxValue;
            callback();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                Due = DateTimeOffset.MaxValue;
            }
            else if (dueTime <= s_short)
            {
                clock._now += dueTime;
                // As a timer does: on another thread, after whoever set it has gone on.
                ThreadPool.QueueUserWorkItem(_ => Fire());
            }
            else
            {
                Due = clock._now + dueTime;
            }

            return true;
        }

        public void Dispose() => Due = DateTimeOffset.MaxValue;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
