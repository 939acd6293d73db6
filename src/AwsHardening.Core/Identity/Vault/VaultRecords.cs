using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>Credentials as users see them.</summary>
internal static class VaultRecords
{
    /// <summary>One record a credential, by name.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="entries">What is in it.</param>
    /// <param name="now">The time, for sessions.</param>
    public static IEnumerable<VaultCredential> Of(IVaultBackend vault, IReadOnlyList<VaultEntry> entries, DateTimeOffset now) =>
        entries.Where(entry => VaultNames.IsCredential(entry.Name)).OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => Of(vault, entry, entries, now));

    public static VaultCredential Of(IVaultBackend vault, VaultEntry entry, IReadOnlyList<VaultEntry> entries, DateTimeOffset now)
    {
        var facts = VaultFacts.Of(entry);
        return new VaultCredential
        {
            Name = entry.Name,
            AccessKeyId = facts.AccessKeyId,
            UserName = facts.UserName,
            AccountId = facts.AccountId,
            MfaSerial = facts.MfaSerial,
            CreatedAt = facts.CreatedAt,
            SavedAt = facts.SavedAt,
            SessionExpiresAt = entries.Where(other => other.Name.StartsWith(VaultNames.SessionPrefix(entry.Name), StringComparison.Ordinal))
                .Select(other => VaultFacts.Of(other).ExpiresAt).Where(ends => ends > now).Max(),
            Rotation = Rotation(entry.Name, entries),
            VaultKind = vault.Kind,
            Vault = vault.Place,
        };
    }

    private static string? Rotation(string name, IReadOnlyList<VaultEntry> entries) =>
        entries.FirstOrDefault(entry => entry.Name == VaultNames.Next(name)) is { } next
            ? $"New key {VaultFacts.Of(next).AccessKeyId} is stored and not in use yet; Update-AccessKey -Name {name} goes on."
        : entries.FirstOrDefault(entry => entry.Name == VaultNames.Previous(name)) is { } previous
            ? $"Old key {VaultFacts.Of(previous).AccessKeyId} is not deleted yet; Update-AccessKey -Name {name} goes on."
        : null;
}
