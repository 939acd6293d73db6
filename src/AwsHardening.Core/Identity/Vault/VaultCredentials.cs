using Amazon.Runtime;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>
/// The key of a credential in a vault, as the SDK takes it. A rotation puts the new key in the place of the old one, and every session
/// that stands on it goes on.
/// </summary>
internal sealed class VaultCredentials : AWSCredentials
{
    private readonly TimeProvider? _time;
    private readonly DateTimeOffset? _endsAt;
    private ImmutableCredentials _key;

    /// <summary>A key that does not end.</summary>
    public VaultCredentials(string name, VaultItem item) => (Name, _key) = (name, Reveal(item));

    /// <summary>The key of a session, which ends.</summary>
    public VaultCredentials(string name, VaultItem item, DateTimeOffset endsAt, TimeProvider time)
        : this(name, item)
    {
        (_endsAt, _time) = (endsAt, time);
        Expiration = endsAt.UtcDateTime;
    }

    /// <summary>The credential's name in its vault.</summary>
    public string Name { get; }

    public string AccessKeyId => _key.AccessKey;

    /// <summary>Opens the vault that the key is of, for the command that runs then; null where it cannot be found again.</summary>
    public Func<CancellationToken, Task<IVaultBackend>>? Reopen { get; init; }

    /// <summary>From now on, another key.</summary>
    public void Use(VaultItem item) => _key = Reveal(item);

    public override ImmutableCredentials GetCredentials() => _endsAt is { } end && _time!.GetUtcNow() >= end
        ? throw new AmazonClientException(
            $"The session of credential '{Name}' ended at {end:yyyy-MM-dd HH:mm:ss} UTC. Connect-AwsHardening -VaultCredential {Name} opens another.")
        : _key;

    public override Task<ImmutableCredentials> GetCredentialsAsync() => Task.FromResult(GetCredentials());

    /// <summary>A key as the SDK takes it.</summary>
    public static ImmutableCredentials Reveal(VaultItem item) => new(
        item.AccessKeyId, SecretText.Reveal(item.SecretAccessKey), item.SessionToken is null ? null : SecretText.Reveal(item.SessionToken));
}
