using System.Management.Automation;
using AwsHardening.Completion;
using AwsHardening.Core.Identity.Vault;

namespace AwsHardening.Identity;

/// <summary>Removes credentials from a vault. The access keys stay in their accounts.</summary>
[Cmdlet(VerbsCommon.Remove, "VaultCredential", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveVaultCredentialCommand : VaultCmdlet
{
    /// <summary>The names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Names of credentials.")]
    [ArgumentCompleter(typeof(VaultCredentialNameCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var names = Name;
        Run(async (host, stop) => await VaultOperation.RemoveAsync(await OpenVaultAsync(host, stop), names, host, stop));
    }
}
