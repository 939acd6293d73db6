using System.Security;

namespace AwsHardening.Seam;

/// <summary>What a vault tells of an item without giving it out.</summary>
/// <param name="Name">Its name, which no other item of the vault has.</param>
/// <param name="Facts">What is known of it, by name; empty where the vault keeps no facts beside its secrets.</param>
public sealed record VaultEntry(string Name, IReadOnlyDictionary<string, string> Facts);

/// <summary>An access key in a vault. Its text form shows no secret.</summary>
public sealed class VaultItem : IDisposable
{
    /// <summary>An item.</summary>
    /// <param name="entry">Its name and what is known of it.</param>
    /// <param name="accessKeyId">The access key id.</param>
    /// <param name="secretAccessKey">Its secret, from here on the item's own.</param>
    /// <param name="sessionToken">The session token of a temporary key, from here on the item's own; else null.</param>
    public VaultItem(VaultEntry entry, string accessKeyId, SecureString secretAccessKey, SecureString? sessionToken)
    {
        (Entry, AccessKeyId, SecretAccessKey, SessionToken) = (entry, accessKeyId, secretAccessKey, sessionToken);
    }

    /// <summary>Its name and what is known of it.</summary>
    public VaultEntry Entry { get; }

    /// <summary>The access key id.</summary>
    public string AccessKeyId { get; }

    /// <summary>Its secret.</summary>
    public SecureString SecretAccessKey { get; }

    /// <summary>The session token of a temporary key; else null.</summary>
    public SecureString? SessionToken { get; }

    /// <summary>The same key under another entry, with secrets of its own.</summary>
    /// <param name="entry">The other entry.</param>
    public VaultItem As(VaultEntry entry) => new(entry, AccessKeyId, SecretAccessKey.Copy(), SessionToken?.Copy());

    /// <summary>Wipes the secrets.</summary>
    public void Dispose()
    {
        SecretAccessKey.Dispose();
        SessionToken?.Dispose();
    }

    /// <inheritdoc />
    public override string ToString() => $"{Entry.Name} ({AccessKeyId})";
}
