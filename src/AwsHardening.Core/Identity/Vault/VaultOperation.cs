using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using System.Security;
using System.Text.RegularExpressions;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>An access key that is to be kept.</summary>
/// <param name="Name">Its name in the vault.</param>
/// <param name="AccessKeyId">Its id.</param>
/// <param name="SecretAccessKey">Its secret; it stays the caller's.</param>
/// <param name="SessionToken">The session token of a temporary key; else null.</param>
/// <param name="MfaSerial">The MFA device that its sessions need; else null.</param>
public sealed record CredentialToSave(string Name, string AccessKeyId, SecureString SecretAccessKey, SecureString? SessionToken, string? MfaSerial);

/// <summary>Keeps, lists and removes credentials. Calls AWS for none of it.</summary>
public static partial class VaultOperation
{
    /// <summary>Keeps a credential.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="credential">The credential.</param>
    /// <param name="overwrite">Replace one of that name.</param>
    /// <param name="host">Asked before anything is written.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The credential; null where it was declined.</returns>
    /// <exception cref="OperationException">Not a name or a key, there is one of that name, or the vault could not be written.</exception>
    public static async Task<VaultCredential?> SaveAsync(
        IVaultBackend vault, CredentialToSave credential, bool overwrite, IOperationHost host, TimeProvider? time, CancellationToken cancellationToken)
    {
        Check(credential);
        var now = (time ?? TimeProvider.System).GetUtcNow();
        var before = await vault.ListAsync(cancellationToken);
        var replaced = before.FirstOrDefault(entry => entry.Name == credential.Name);
        if (replaced is not null && !overwrite)
        {
            throw VaultErrors.Exists(credential.Name, vault.Place);
        }

        var action = replaced is null ? $"Save access key {credential.AccessKeyId}"
            : $"Replace access key {VaultFacts.Of(replaced).AccessKeyId} by {credential.AccessKeyId}";
        if (!await host.ShouldProcessAsync(Target(vault, credential.Name), action, cancellationToken))
        {
            return null;
        }

        var facts = new VaultFacts { AccessKeyId = credential.AccessKeyId, MfaSerial = credential.MfaSerial, SavedAt = now };
        using var item = new VaultItem(
            facts.Named(credential.Name), credential.AccessKeyId, credential.SecretAccessKey.Copy(), credential.SessionToken?.Copy());
        if (!await vault.WriteAsync(item, overwrite, cancellationToken))
        {
            throw VaultErrors.Exists(credential.Name, vault.Place);
        }

        // Sessions of the key that was there before are nobody's now.
        await RemoveSessionsAsync(vault, credential.Name, before, cancellationToken);
        return VaultRecords.Of(vault, item.Entry, [item.Entry], now);
    }

    /// <summary>Lists credentials, without any secret.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="names">Names, with wildcards; empty for all.</param>
    /// <param name="host">Takes one error a name that is not there.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async IAsyncEnumerable<VaultCredential> FindAsync(
        IVaultBackend vault, IReadOnlyList<string> names, IOperationHost host, TimeProvider? time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var all = VaultRecords.Of(vault, await vault.ListAsync(cancellationToken), (time ?? TimeProvider.System).GetUtcNow()).ToArray();
        foreach (var name in names.Where(name => !IsPattern(name) && !Array.Exists(all, one => Like(name, one.Name))))
        {
            await host.WriteErrorAsync(VaultErrors.NotFound(name, vault.Place).Error, cancellationToken);
        }

        foreach (var one in all.Where(one => names.Count == 0 || names.Any(name => Like(name, one.Name))))
        {
            yield return one;
        }
    }

    /// <summary>Removes credentials with all that belongs to them: sessions, and what a rotation left. The keys themselves stay in the account.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="names">Names, with wildcards.</param>
    /// <param name="host">Asked before every removal; takes one error a name that is not there.</param>
    /// <param name="cancellationToken">Stops before the next removal.</param>
    public static async Task RemoveAsync(IVaultBackend vault, IReadOnlyList<string> names, IOperationHost host, CancellationToken cancellationToken)
    {
        List<VaultCredential> found = [];
        await foreach (var one in FindAsync(vault, names, host, null, cancellationToken))
        {
            found.Add(one);
        }

        var entries = await vault.ListAsync(cancellationToken);
        foreach (var one in found)
        {
            if (!await host.ShouldProcessAsync(
                Target(vault, one.Name), $"Remove access key {one.AccessKeyId}, whose secret may be nowhere else", cancellationToken))
            {
                continue;
            }

            // The credential itself goes last: what is interrupted can be repeated by its name.
            foreach (var entry in entries.Where(entry => VaultNames.Owner(entry.Name) == one.Name).OrderBy(entry => VaultNames.IsCredential(entry.Name)))
            {
                await vault.RemoveAsync(entry.Name, cancellationToken);
            }
        }
    }

    /// <summary>The names in this user's vault files, for tab completion: no passphrase, no network, and no error.</summary>
    public static IReadOnlyList<string> NamesInFiles()
    {
        List<string> names = [];
        foreach (var path in new[] { VaultChoice.PathOf(VaultChoice.File), VaultChoice.PathOf(VaultChoice.Dpapi) }.Where(System.IO.File.Exists))
        {
            try
            {
                names.AddRange(VaultDocument.Parse(System.IO.File.ReadAllBytes(path), path).Items.Select(item => item.Name).Where(VaultNames.IsCredential));
            }
            catch (Exception e) when (e is OperationException or IOException or UnauthorizedAccessException)
            {
                // The command itself says so.
            }
        }

        return names;
    }

    /// <summary>Forgets the keys of vaults that were opened: passphrases are asked for again.</summary>
    public static void Lock() => UnlockedVaults.Shared.Clear();

    internal static async Task RemoveSessionsAsync(
        IVaultBackend vault, string name, IReadOnlyList<VaultEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var session in entries.Where(entry => entry.Name.StartsWith(VaultNames.SessionPrefix(name), StringComparison.Ordinal)))
        {
            await vault.RemoveAsync(session.Name, cancellationToken);
        }
    }

    internal static string Target(IVaultBackend vault, string name) => $"credential '{name}' in vault {vault.Place}";

    internal static void Check(CredentialToSave credential)
    {
        if (!VaultNames.IsValid(credential.Name))
        {
            throw VaultErrors.BadName(credential.Name);
        }

        // What was typed in the wrong place may be the secret: it is not repeated.
        if (!AccessKeyId().IsMatch(credential.AccessKeyId))
        {
            throw VaultErrors.BadKey(credential.Name, "its access key id is not 16 to 128 upper-case letters and digits, such as AKIAIOSFODNN7EXAMPLE");
        }

        if (credential.SecretAccessKey.Length == 0)
        {
            throw VaultErrors.BadKey(credential.Name, "its secret access key is empty");
        }

        // It tells where a session token begins in vaults that keep one text for each name.
        if (SecretText.HasSpace(credential.SecretAccessKey))
        {
            throw VaultErrors.BadKey(credential.Name, "its secret access key has white space in it, which AWS's have not");
        }

        if (credential.AccessKeyId.StartsWith("ASIA", StringComparison.Ordinal) && credential.SessionToken is null or { Length: 0 })
        {
            throw VaultErrors.BadKey(credential.Name, "a temporary access key is worth nothing without its session token");
        }
    }

    private static bool IsPattern(string name) => name.AsSpan().IndexOfAny('*', '?') >= 0;

    private static bool Like(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);

    [GeneratedRegex(@"\A[A-Z0-9]{16,128}\z")]
    private static partial Regex AccessKeyId();
}
