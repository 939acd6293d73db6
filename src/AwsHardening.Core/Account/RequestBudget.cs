using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace AwsHardening.Core.Account;

/// <summary>
/// How many requests a second an account gets from here, whatever the Region, the service and the session: in no second do more begin.
/// Whoever comes too early waits for its turn; first come, first served. What comes first after a pause does not wait, so that a command
/// of a few calls is as fast as without.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="perSecond">Requests a second; 0 for no limit, null for none but what a command holds to.</param>
[SuppressMessage("Design", "CA1001", Justification = "Sessions share it, and none of them is the last; a semaphore whose wait handle nobody takes holds nothing.")]
internal sealed class RequestBudget(TimeProvider clock, int? perSecond)
{
    /// <summary>
    /// What commands that ask many Regions or accounts at once keep to where nothing is said: as many as EC2 gives back to an account
    /// in one Region each second (Amazon EC2 Developer Guide: "Request throttling", non-mutating actions).
    /// </summary>
    public const int DefaultPerSecond = 20;

    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    // A semaphore lets those who wait in by their order, and forgets who gives up.
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Queue<long> _begun = new();
    private ConcurrentDictionary<(string AccountId, int? PerSecond), RequestBudget> _accounts = [];
    private readonly List<int?> _held = [];

    /// <summary>Requests a second, as it was said; 0 for no limit, null where nothing was said.</summary>
    public int? PerSecond { get; } = perSecond;

    /// <summary>Says whose budget this is, so that roles of the same account share it.</summary>
    /// <param name="accountId">The account.</param>
    public void BelongsTo(string accountId) => _accounts.TryAdd((accountId, PerSecond), this);

    /// <summary>The budget of an account that is reached from here: one for all who say the same rate.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="rate">Requests a second, 0 for no limit; null where nothing was said.</param>
    public RequestBudget Of(string accountId, int? rate) =>
        _accounts.GetOrAdd((accountId, rate), key => new RequestBudget(clock, key.PerSecond) { _accounts = _accounts });

    /// <summary>Until it is disposed of, a budget of which nothing was said has <see cref="DefaultPerSecond"/>.</summary>
    /// <param name="atMost">What a command was told to keep to beside; null where it was told nothing.</param>
    public IDisposable Hold(int? atMost = null)
    {
        lock (_held)
        {
            _held.Add(atMost);
        }

        return new Release(this, atMost);
    }

    /// <summary>Waits until a request may begin, and counts it.</summary>
    /// <param name="hasAmpleQuota">True for a request that counts only where a rate was said.</param>
    /// <param name="cancellationToken">Gives the turn up; nothing is counted then.</param>
    public async Task WaitAsync(bool hasAmpleQuota, CancellationToken cancellationToken)
    {
        if (Limit(hasAmpleQuota) is null)
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            // Looked at anew each time: whoever held it may have let go.
            while (Limit(hasAmpleQuota) is { } limit && Wait(limit) is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, clock, cancellationToken);
            }

            _begun.Enqueue(clock.GetTimestamp());
        }
        finally
        {
            _turn.Release();
        }
    }

    // The strictest of what was said; the default only where nothing was.
    private int? Limit(bool hasAmpleQuota)
    {
        lock (_held)
        {
            var told = _held.Append(PerSecond is > 0 ? PerSecond : null).Min();
            return told ?? (PerSecond is null && !hasAmpleQuota && _held.Count > 0 ? DefaultPerSecond : null);
        }
    }

    private TimeSpan Wait(int limit)
    {
        while (_begun.TryPeek(out var oldest) && clock.GetElapsedTime(oldest) >= s_second)
        {
            _begun.Dequeue();
        }

        // Whole milliseconds, upwards: timers know no less, and one that fires early would be set again and again.
        return _begun.Count < limit ? TimeSpan.Zero
            : TimeSpan.FromMilliseconds(Math.Ceiling((s_second - clock.GetElapsedTime(_begun.Peek())).TotalMilliseconds));
    }

    private sealed class Release(RequestBudget budget, int? atMost) : IDisposable
    {
        private RequestBudget? _budget = budget;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _budget, null) is { } held)
            {
                lock (held._held)
                {
                    held._held.Remove(atMost);
                }
            }
        }
    }
}
