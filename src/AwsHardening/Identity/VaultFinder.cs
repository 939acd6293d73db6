using System.Security;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Identity.Vault;
using AwsHardening.Pipeline;
using AwsHardening.Seam;

namespace AwsHardening.Identity;

/// <summary>
/// Finds the vault that a command means: the one that was said, else that of AWS_HARDENING_VAULT, else the one that the user registered with
/// SecretManagement, else Windows' data protection or the encrypted file.
/// </summary>
internal static class VaultFinder
{
    private const string Variable = "AWS_HARDENING_VAULT";

    /// <summary>Opens the vault.</summary>
    /// <param name="host">The command's host.</param>
    /// <param name="said">What was said of it, or null.</param>
    /// <param name="passphrase">The passphrase that was said, or null.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="OperationException">There is none of that name, or several and none is the default.</exception>
    public static async Task<IVaultBackend> OpenAsync(CmdletHost host, string? said, SecureString? passphrase, CancellationToken cancellationToken)
    {
        said ??= Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set : null;
        foreach (var builtIn in new[] { VaultChoice.File, VaultChoice.Dpapi })
        {
            if (string.Equals(said, builtIn, StringComparison.OrdinalIgnoreCase))
            {
                return BuiltIn(builtIn, host, passphrase);
            }
        }

        var registered = await host.OnPipelineAsync(SecretManagement.Vaults, cancellationToken);
        var meant = said is not null ? registered.FirstOrDefault(vault => string.Equals(vault.Name, said, StringComparison.OrdinalIgnoreCase))
            : registered.FirstOrDefault(vault => vault.IsDefault) ?? (registered.Count == 1 ? registered[0] : null);
        return meant is not null ? new SecretManagementVault(host, meant.Name, passphrase)
            : said is not null ? throw NotRegistered(said, registered)
            : registered.Count > 1 ? throw Several(registered)
            : BuiltIn(VaultChoice.Default, host, passphrase);
    }

    /// <summary>Opens a vault again for the command that runs now. A passphrase was not kept: it is asked for, where the vault has closed since.</summary>
    /// <param name="said">What was said of it, or null.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="OperationException">There is none of that name any more, or no command to ask by.</exception>
    public static Task<IVaultBackend> ReopenAsync(string? said, CancellationToken cancellationToken) => CurrentHost.Value is CmdletHost host
        ? OpenAsync(host, said, passphrase: null, cancellationToken)
        : throw new OperationException(
            "VaultNotReachable", OperationErrorCategory.InvalidOperation, "No command runs that could open the vault.",
            "Run Connect-AwsHardening -VaultCredential again.", said);

    private static IVaultBackend BuiltIn(string kind, CmdletHost host, SecureString? passphrase) =>
        VaultChoice.Open(kind, passphrase is null ? null : passphrase.Copy, host);

    private static OperationException NotRegistered(string name, IReadOnlyList<RegisteredVault> registered) => new(
        "VaultNotRegistered", OperationErrorCategory.ObjectNotFound, $"No vault '{name}' is registered.",
        $"Use {string.Join(", ", registered.Select(vault => vault.Name).Append(VaultChoice.File).Append(VaultChoice.Dpapi))}, or register it with Register-SecretVault.",
        name);

    private static OperationException Several(IReadOnlyList<RegisteredVault> registered) => new(
        "VaultNotClear", OperationErrorCategory.InvalidArgument,
        $"Several vaults are registered, and none of them is the default: {string.Join(", ", registered.Select(vault => vault.Name))}.",
        $"Name one by -Vault, in the variable {Variable}, or by Set-SecretVaultDefault.", null);
}
