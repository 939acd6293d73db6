using System.Management.Automation;
using AwsHardening.Completion;
using AwsHardening.Core.Identity.Vault;

namespace AwsHardening.Identity;

/// <summary>Lists the credentials of a vault, without any secret.</summary>
[Cmdlet(VerbsCommon.Get, "VaultCredential")]
[OutputType(typeof(VaultCredential))]
public sealed class GetVaultCredentialCommand : VaultCmdlet
{
    /// <summary>The names.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Names of credentials; left out, all.")]
    [ArgumentCompleter(typeof(VaultCredentialNameCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var names = Name;
        Run(async (host, stop) =>
        {
            var vault = await OpenVaultAsync(host, stop);
            await foreach (var one in VaultOperation.FindAsync(vault, names, host, null, stop))
            {
                VaultNamesSeen.Add(one);
                await host.WriteObjectAsync(one, stop);
            }
        });
    }
}
