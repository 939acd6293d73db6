using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>
/// Temporary credentials that stay good across shells: kept in the vault, encrypted as everything there, until shortly before they end.
/// A session is known by all that it depends on, the id of the key behind it among it.
/// </summary>
/// <param name="vault">The vault.</param>
/// <param name="time">The clock.</param>
internal sealed class VaultSessions(IVaultBackend vault, TimeProvider time)
{
    // One that ends in the middle of a command is worse than one code more.
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(5);

    /// <summary>A session that is still good, which the caller disposes of; null where one has to be opened.</summary>
    /// <param name="name">The credential behind it.</param>
    /// <param name="parts">What it depends on.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<VaultItem?> FindAsync(string name, string[] parts, CancellationToken cancellationToken)
    {
        var item = await vault.ReadAsync(VaultNames.Session(name, parts), cancellationToken);
        // A vault that keeps no facts cannot say when a session ends: then it is not used.
        if (item is not null && item.SessionToken is not null && VaultFacts.Of(item.Entry).ExpiresAt is { } ends && ends - s_margin > time.GetUtcNow())
        {
            return item;
        }

        item?.Dispose();
        return null;
    }

    /// <summary>Keeps what STS answered, and returns it as an item, which the caller disposes of.</summary>
    /// <param name="name">The credential behind it.</param>
    /// <param name="parts">What it depends on.</param>
    /// <param name="answer">The answer; let it go afterwards.</param>
    public async Task<VaultItem> KeepAsync(string name, string[] parts, Credentials answer)
    {
        var now = time.GetUtcNow();
        var facts = new VaultFacts
        {
            AccessKeyId = answer.AccessKeyId, SavedAt = now,
            ExpiresAt = answer.Expiration is { } ends ? new DateTimeOffset(ends.ToUniversalTime()) : now,
        };
        var item = new VaultItem(
            facts.Named(VaultNames.Session(name, parts)), answer.AccessKeyId,
            SecretText.FromChars(answer.SecretAccessKey), SecretText.FromChars(answer.SessionToken));
        await vault.WriteAsync(item, overwrite: true, CancellationToken.None);
        foreach (var entry in await vault.ListAsync(CancellationToken.None))
        {
            if (entry.Name.StartsWith(VaultNames.SessionPrefix(name), StringComparison.Ordinal) && VaultFacts.Of(entry).ExpiresAt <= now)
            {
                await vault.RemoveAsync(entry.Name, CancellationToken.None);
            }
        }

        return item;
    }
}
