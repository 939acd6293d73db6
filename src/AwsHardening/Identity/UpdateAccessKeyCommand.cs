using System.Management.Automation;
using System.Security;
using AwsHardening.Account;
using AwsHardening.Changes;
using AwsHardening.Completion;
using AwsHardening.Core.Identity.Keys;
using AwsHardening.Core.Identity.Vault;
using AwsHardening.Help;
using AwsHardening.Pipeline;
using AwsHardening.Seam;

namespace AwsHardening.Identity;

/// <summary>Rotates the access key of a credential in a vault.</summary>
[Cmdlet(VerbsData.Update, "AccessKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(VaultCredential), typeof(HardeningPlan))]
[RequiresIamAction("iam:ListAccessKeys")]
[RequiresIamAction("iam:CreateAccessKey")]
[RequiresIamAction("iam:UpdateAccessKey")]
[RequiresIamAction("iam:DeleteAccessKey")]
[RequiresIamAction("iam:GetAccessKeyLastUsed", When = "the answer of iam:CreateAccessKey is lost")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class UpdateAccessKeyCommand : ChangeCmdlet
{
    /// <summary>The credential.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The credential's name in the vault.")]
    [ArgumentCompleter(typeof(VaultCredentialNameCompleter))]
    [NotASession]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>How long the old key stays inactive.</summary>
    [Parameter(HelpMessage = "How long the old key stays inactive before it is deleted, such as 00:10:00: whoever still uses it shows in that time.")]
    public TimeSpan WaitBeforeDelete { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Answer the second question with yes.</summary>
    [Parameter(HelpMessage = "Delete the old key without being asked a second time: nothing takes that back. Never skips -WhatIf.")]
    public SwitchParameter Force { get; set; }

    /// <summary>The vault.</summary>
    [Parameter(HelpMessage = "The vault: File, Dpapi, or the name of one registered with SecretManagement; left out, the default one.")]
    [ArgumentCompleter(typeof(VaultCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>The vault's passphrase.</summary>
    [Parameter(HelpMessage = "The vault's passphrase; left out, it is asked for once a session where it is needed.")]
    public SecureString? Passphrase { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var options = new RotationOptions { WaitBeforeDelete = WaitBeforeDelete < TimeSpan.Zero ? TimeSpan.Zero : WaitBeforeDelete, Force = Force, RevertAfter = RevertAfter };
        var (name, said, passphrase, region) = (Name, Vault, Passphrase, Region);
        this.RefuseRevertOfPlan(RevertAfter, PlanOnly);
        if (PlanOnly)
        {
            EmitOne((host, stop) => WithVaultAsync(host, (session, vault) => AccessKeyOperation.PlanUpdateAsync(session, name, options, vault, host, stop), stop));
        }
        else
        {
            EmitOne((host, stop) => WithVaultAsync(host, (session, vault) => AccessKeyOperation.UpdateAsync(session, name, options, vault, host, stop), stop));
        }

        async Task<T?> WithVaultAsync<T>(CmdletHost host, Func<HardeningSession, IVaultBackend, Task<T?>> work, CancellationToken stop)
            where T : class
        {
            var vault = await VaultFinder.OpenAsync(host, said, passphrase, stop);
            var session = FindSession();
            // With no connection said and none open, the credential rotates itself.
            using var own = session is null
                ? await VaultConnect.OpenAsync(new VaultConnectOptions { Name = name, Region = region }, vault, host, stop) : null;
            return await work(session ?? own!, vault);
        }
    }
}
