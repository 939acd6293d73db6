namespace AwsHardening.UnitTests.Engine.Sessions;

/// <summary>A clock that only its owner moves; timers fire on the owner's thread when their moment has come.</summary>
internal sealed class HeldClock : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<HeldTimer> _timers = [];
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Runs before the clock moves.</summary>
    public Action Settle { get; set; } = () => { };

    public TimeSpan Passed => new(Interlocked.Read(ref _ticks));

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => new(GetTimestamp() + new DateTime(2026, 1, 1).Ticks, TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        HeldTimer timer = new(this, () => callback(state));
        lock (_gate)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass, moment by moment, as timers are due.</summary>
    public void Advance(TimeSpan time)
    {
        Settle();
        var end = GetTimestamp() + time.Ticks;
        while (Next() is { } next && next.Due <= end)
        {
            Fire(next);
            Settle();
        }

        Interlocked.Exchange(ref _ticks, Math.Max(end, GetTimestamp()));
    }

    /// <summary>Goes from timer to timer until the work is done.</summary>
    public void RunUntil(Task done)
    {
        for (Settle(); !done.IsCompleted; Settle())
        {
            if (Next() is { } next)
            {
                Fire(next);
            }
            else if (!SpinWait.SpinUntil(() => done.IsCompleted || Next() is not null, TimeSpan.FromSeconds(30)))
            {
                throw new TimeoutException("Nobody waits for the clock, and the work is not done.");
            }
        }
    }

    private HeldTimer? Next()
    {
        lock (_gate)
        {
            return _timers.Where(timer => timer.Due != long.MaxValue).MinBy(timer => timer.Due);
        }
    }

    private void Fire(HeldTimer timer)
    {
        Interlocked.Exchange(ref _ticks, Math.Max(GetTimestamp(), timer.Due));
        timer.Fire();
    }

    private sealed class HeldTimer(HeldClock clock, Action callback) : ITimer
    {
        private long _due = long.MaxValue;

        public long Due => Interlocked.Read(ref _due);

        public void Fire()
        {
            if (Interlocked.Exchange(ref _due, long.MaxValue) != long.MaxValue)
            {
                callback();
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Exchange(ref _due, dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : clock.GetTimestamp() + dueTime.Ticks);
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                Interlocked.Exchange(ref _due, long.MaxValue);
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
