using System.Management.Automation;
using System.Security;
using AwsHardening.Completion;
using AwsHardening.Pipeline;
using AwsHardening.Seam;

namespace AwsHardening.Identity;

/// <summary>A cmdlet that works on a vault and calls no account.</summary>
public abstract class VaultCmdlet : AsyncCmdlet
{
    /// <summary>The vault.</summary>
    [Parameter(HelpMessage = "The vault: File, Dpapi, or the name of one registered with SecretManagement; left out, the default one.")]
    [ArgumentCompleter(typeof(VaultCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>The vault's passphrase.</summary>
    [Parameter(HelpMessage = "The vault's passphrase; left out, it is asked for once a session where it is needed.")]
    public SecureString? Passphrase { get; set; }

    /// <summary>The vault that is meant. May be called from a worker.</summary>
    private protected Task<IVaultBackend> OpenVaultAsync(CmdletHost host, CancellationToken cancellationToken) =>
        VaultFinder.OpenAsync(host, Vault, Passphrase, cancellationToken);
}
