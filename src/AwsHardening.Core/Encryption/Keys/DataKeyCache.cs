using System.Security.Cryptography;
using System.Text;
using AwsHardening.Core.Encryption.Message;

namespace AwsHardening.Core.Encryption.Keys;

/// <summary>How long and how often a data key is used again.</summary>
internal sealed record DataKeyCacheLimits
{
    public int MaxEntries { get; init; } = 1000;

    /// <summary>Messages under one key.</summary>
    public long MaxUses { get; init; } = 1000;

    /// <summary>Bytes of plaintext under one key.</summary>
    public long MaxBytes { get; init; } = 1L << 40;

    /// <summary>After which KMS is asked again: so long somebody who lost the right to a key can still read with it.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>
/// Data keys in plain for a while, so that many messages cost one call to KMS. Bounded by uses, bytes, age and number; what
/// expires is wiped then, not when somebody next looks, and everything is wiped with the session and with the process.
/// </summary>
internal sealed class DataKeyCache : IDisposable
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly object _lock = new();
    private readonly TimeProvider _time;
    private readonly DataKeyCacheLimits _limits;
    private readonly ITimer _timer;
    private readonly EventHandler _exit;

    public DataKeyCache(TimeProvider time, DataKeyCacheLimits? limits = null)
    {
        (_time, _limits) = (time, limits ?? new DataKeyCacheLimits());
        _timer = time.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _exit = (_, _) => Clear();
        AppDomain.CurrentDomain.ProcessExit += _exit;
    }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>What an entry is known by: no part of a secret, and nothing that two different requests share.</summary>
    public static string Id(string kind, IEnumerable<string> parts, byte[] context)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in (IEnumerable<string>)[kind, .. parts])
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        hash.AppendData(context);
        return Convert.ToBase64String(hash.GetHashAndReset());
    }

    /// <summary>Materials to use once more; null where there are none, or they were used enough.</summary>
    public EncryptionMaterials? TryGet(string id, long bytes)
    {
        lock (_lock)
        {
            if (Find(id) is not { Materials: { } materials } entry)
            {
                return null;
            }

            if (entry.Uses + 1 > _limits.MaxUses || entry.Bytes + bytes > _limits.MaxBytes)
            {
                Remove(id);
                return null;
            }

            (entry.Uses, entry.Bytes) = (entry.Uses + 1, entry.Bytes + bytes);
            return Copy(materials);
        }
    }

    /// <summary>Keeps materials that were used once, and returns a copy for that use.</summary>
    public EncryptionMaterials Keep(string id, EncryptionMaterials materials, long bytes)
    {
        // What one message wears out is not kept at all.
        if (bytes >= _limits.MaxBytes || _limits.MaxUses <= 1)
        {
            return materials;
        }

        var copy = Copy(materials);
        Add(id, new Entry(materials, materials.DataKey, _time.GetUtcNow()) { Uses = 1, Bytes = bytes });
        return copy;
    }

    /// <summary>A data key that was decrypted before; null where there is none.</summary>
    public SecretBytes? TryGetKey(string id)
    {
        lock (_lock)
        {
            if (Find(id) is not { } entry)
            {
                return null;
            }

            if (++entry.Uses > _limits.MaxUses)
            {
                Remove(id);
                return null;
            }

            return entry.Key.Copy();
        }
    }

    /// <summary>Keeps a copy of a data key.</summary>
    public void KeepKey(string id, SecretBytes key) => Add(id, new Entry(null, key.Copy(), _time.GetUtcNow()) { Uses = 1 });

    /// <summary>Wipes everything.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            foreach (var id in _entries.Keys.ToArray())
            {
                Remove(id);
            }
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= _exit;
        _timer.Dispose();
        Clear();
    }

    private static EncryptionMaterials Copy(EncryptionMaterials materials) => new()
    {
        Suite = materials.Suite,
        DataKey = materials.DataKey.Copy(),
        DataKeys = materials.DataKeys,
        Context = materials.Context,
        SerializedContext = materials.SerializedContext,
        Signer = materials.Signer is null ? null : Signer.Copy(materials.Signer),
    };

    private void Add(string id, Entry entry)
    {
        lock (_lock)
        {
            Remove(id);
            if (_entries.Count >= _limits.MaxEntries)
            {
                Remove(_entries.MinBy(pair => pair.Value.Since).Key);
            }

            _entries[id] = entry;
            if (_entries.Count == 1)
            {
                _timer.Change(_limits.MaxAge, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private Entry? Find(string id)
    {
        if (_entries.GetValueOrDefault(id) is { } entry && entry.Since + _limits.MaxAge > _time.GetUtcNow())
        {
            return entry;
        }

        Remove(id);
        return null;
    }

    private void Sweep()
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            foreach (var (id, _) in _entries.Where(pair => pair.Value.Since + _limits.MaxAge <= now).ToArray())
            {
                Remove(id);
            }

            if (_entries.Count > 0)
            {
                _timer.Change(_entries.Values.Min(entry => entry.Since) + _limits.MaxAge - now, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Remove(string id)
    {
        if (_entries.Remove(id, out var entry))
        {
            entry.Key.Dispose();
            entry.Materials?.Dispose();
        }
    }

    private sealed class Entry(EncryptionMaterials? materials, SecretBytes key, DateTimeOffset since)
    {
        public EncryptionMaterials? Materials { get; } = materials;

        public SecretBytes Key { get; } = key;

        public DateTimeOffset Since { get; } = since;

        public long Uses { get; set; }

        public long Bytes { get; set; }
    }
}
