using AwsHardening.Core.Encryption.Message;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>
/// Keys of vaults that were opened, so that a passphrase is typed once a session. Wiped after a while, when the module goes, and with the
/// process.
/// </summary>
internal sealed class UnlockedVaults : IDisposable
{
    private readonly Dictionary<string, (string Id, SecretBytes Key, DateTimeOffset Until)> _keys = new(StringComparer.Ordinal);
    private readonly object _lock = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly EventHandler _exit;

    public UnlockedVaults(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => Sweep(), null, Lifetime, Lifetime);
        _exit = (_, _) => Clear();
        AppDomain.CurrentDomain.ProcessExit += _exit;
    }

    /// <summary>How long a key is kept after its last use.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Those of this process.</summary>
    public static UnlockedVaults Shared { get; } = new(TimeProvider.System);

    /// <summary>A copy of a vault's key, which the caller disposes of; null where it has to be unlocked.</summary>
    /// <param name="path">The vault.</param>
    /// <param name="id">What tells its key from another that stood there before.</param>
    public SecretBytes? Find(string path, string id)
    {
        lock (_lock)
        {
            if (!_keys.TryGetValue(path, out var kept) || kept.Id != id || kept.Until <= _time.GetUtcNow())
            {
                return null;
            }

            _keys[path] = kept with { Until = _time.GetUtcNow() + Lifetime };
            return kept.Key.Copy();
        }
    }

    public void Keep(string path, string id, SecretBytes key)
    {
        lock (_lock)
        {
            Forget(path);
            _keys[path] = (id, key.Copy(), _time.GetUtcNow() + Lifetime);
        }
    }

    /// <summary>Wipes all of them.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            foreach (var path in _keys.Keys.ToArray())
            {
                Forget(path);
            }
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= _exit;
        _timer.Dispose();
        Clear();
    }

    private void Sweep()
    {
        lock (_lock)
        {
            foreach (var path in _keys.Where(pair => pair.Value.Until <= _time.GetUtcNow()).Select(pair => pair.Key).ToArray())
            {
                Forget(path);
            }
        }
    }

    private void Forget(string path)
    {
        if (_keys.Remove(path, out var kept))
        {
            kept.Key.Dispose();
        }
    }
}
