using System.Globalization;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>What is known of an item beside its secret, by the names that vaults keep it under.</summary>
internal sealed record VaultFacts
{
    /// <summary>The access key id.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>The user.</summary>
    public string? UserName { get; init; }

    /// <summary>The account.</summary>
    public string? AccountId { get; init; }

    /// <summary>The MFA device.</summary>
    public string? MfaSerial { get; init; }

    /// <summary>When AWS made the key.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was put into the vault.</summary>
    public DateTimeOffset? SavedAt { get; init; }

    /// <summary>When a temporary key ends.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When a previous key was deactivated.</summary>
    public DateTimeOffset? InactiveSince { get; init; }

    public static VaultFacts Of(VaultEntry entry) => new()
    {
        AccessKeyId = Text(entry, nameof(AccessKeyId)),
        UserName = Text(entry, nameof(UserName)),
        AccountId = Text(entry, nameof(AccountId)),
        MfaSerial = Text(entry, nameof(MfaSerial)),
        CreatedAt = Time(entry, nameof(CreatedAt)),
        SavedAt = Time(entry, nameof(SavedAt)),
        ExpiresAt = Time(entry, nameof(ExpiresAt)),
        InactiveSince = Time(entry, nameof(InactiveSince)),
    };

    public VaultEntry Named(string name)
    {
        Dictionary<string, string> facts = new(StringComparer.Ordinal);
        void Add(string fact, string? value)
        {
            if (value is { Length: > 0 })
            {
                facts[fact] = value;
            }
        }

        Add(nameof(AccessKeyId), AccessKeyId);
        Add(nameof(UserName), UserName);
        Add(nameof(AccountId), AccountId);
        Add(nameof(MfaSerial), MfaSerial);
        Add(nameof(CreatedAt), Text(CreatedAt));
        Add(nameof(SavedAt), Text(SavedAt));
        Add(nameof(ExpiresAt), Text(ExpiresAt));
        Add(nameof(InactiveSince), Text(InactiveSince));
        return new VaultEntry(name, facts);
    }

    private static string? Text(VaultEntry entry, string fact) => entry.Facts.GetValueOrDefault(fact);

    private static string? Text(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(VaultEntry entry, string fact) =>
        DateTimeOffset.TryParse(Text(entry, fact), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUniversalTime() : null;
}
