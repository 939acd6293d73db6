using AwsHardening.Core.Identity.Vault;
using AwsHardening.Seam;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>A vault that outlives whoever uses it, and goes wrong where a test says so.</summary>
internal sealed class MemoryVault : IVaultBackend
{
    private readonly SortedDictionary<string, (IReadOnlyDictionary<string, string> Facts, string Id, string Secret, string? Token)> _items = new(StringComparer.Ordinal);

    public string Kind => "Memory";

    public string Place => "memory";

    private readonly object _lock = new();

    /// <summary>Called before (false) and after (true) each write and removal; what it throws is what the caller gets.</summary>
    public Action<string, bool> OnWrite { get; set; } = (_, _) => { };

    /// <summary>The names of all items.</summary>
    public IReadOnlyList<string> Names => [.. _items.Keys];

    /// <summary>The key of an item, in plain.</summary>
    public (string Id, string Secret)? Plain(string name) => _items.TryGetValue(name, out var item) ? (item.Id, item.Secret) : null;

    public ValueTask PrepareAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<IReadOnlyList<VaultEntry>> ListAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<VaultEntry>>([.. _items.Select(pair => new VaultEntry(pair.Key, pair.Value.Facts))]);

    public ValueTask<VaultItem?> ReadAsync(string name, CancellationToken cancellationToken) => ValueTask.FromResult(
        _items.TryGetValue(name, out var item)
            ? new VaultItem(
                new VaultEntry(name, item.Facts), item.Id, SecretText.FromChars(item.Secret), item.Token is null ? null : SecretText.FromChars(item.Token))
            : null);

    public ValueTask<bool> WriteAsync(VaultItem item, bool overwrite, CancellationToken cancellationToken)
    {
        OnWrite(item.Entry.Name, false);
        lock (_lock)
        {
            if (_items.ContainsKey(item.Entry.Name) && !overwrite)
            {
                return ValueTask.FromResult(false);
            }

            _items[item.Entry.Name] = (
                new Dictionary<string, string>(item.Entry.Facts), item.AccessKeyId, SecretText.Reveal(item.SecretAccessKey),
                item.SessionToken is null ? null : SecretText.Reveal(item.SessionToken));
        }

        OnWrite(item.Entry.Name, true);
        return ValueTask.FromResult(true);
    }

    public ValueTask<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        OnWrite(name, false);
        var removed = _items.Remove(name);
        OnWrite(name, true);
        return ValueTask.FromResult(removed);
    }
}
