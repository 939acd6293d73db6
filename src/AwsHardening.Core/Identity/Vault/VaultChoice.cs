using System.Security;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>The vaults that need no other module.</summary>
public static class VaultChoice
{
    /// <summary>The name of the encrypted file.</summary>
    public const string File = "File";

    /// <summary>The name of Windows' data protection.</summary>
    public const string Dpapi = "Dpapi";

    /// <summary>The vault of this machine where none is registered: Windows' data protection there, elsewhere the encrypted file.</summary>
    public static string Default => OperatingSystem.IsWindows() ? Dpapi : File;

    /// <summary>One of them.</summary>
    /// <param name="kind"><see cref="File"/> or <see cref="Dpapi"/>.</param>
    /// <param name="passphrase">Makes a copy of the passphrase that was said; null to ask for it.</param>
    /// <param name="host">Asked for the passphrase.</param>
    /// <exception cref="OperationException">There is none on this platform.</exception>
    public static IVaultBackend Open(string kind, Func<SecureString>? passphrase, IOperationHost host) =>
        Open(kind, StateFolder.Default(), passphrase, host, UnlockedVaults.Shared, TimeProvider.System);

    /// <summary>Where it stands.</summary>
    /// <param name="kind"><see cref="File"/> or <see cref="Dpapi"/>.</param>
    public static string PathOf(string kind) => PathIn(StateFolder.Default(), kind);

    internal static string PathIn(string folder, string kind) => Path.Combine(folder, kind == File ? "vault.json" : "vault.dpapi.json");

    internal static IVaultBackend Open(
        string kind, string folder, Func<SecureString>? passphrase, IOperationHost host, UnlockedVaults unlocked, TimeProvider time)
    {
        var path = PathIn(folder, kind);
        return kind != Dpapi ? new VaultFile(path, new PassphraseProtection((isNew, place, stop) => AskAsync(isNew, place, passphrase, host, stop)), unlocked, time, mustProve: passphrase is not null)
            : OperatingSystem.IsWindows() ? new VaultFile(path, new DpapiProtection(), unlocked, time)
            : throw VaultErrors.NotOnThisPlatform();
    }

    private static async Task<SecureString?> AskAsync(
        bool isNew, string path, Func<SecureString>? said, IOperationHost host, CancellationToken cancellationToken)
    {
        if (said is not null)
        {
            return said();
        }

        if (await host.AskForSecretAsync(isNew ? $"Passphrase for the new vault {path}" : $"Passphrase of the vault {path}", cancellationToken) is not { } typed)
        {
            return null;
        }

        if (isNew)
        {
            using var again = await host.AskForSecretAsync("The same passphrase again", cancellationToken);
            if (again is null || !SecretText.Same(typed, again))
            {
                typed.Dispose();
                throw VaultErrors.PassphrasesDiffer(path);
            }
        }

        return typed;
    }
}
