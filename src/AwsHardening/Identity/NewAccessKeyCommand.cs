using System.Management.Automation;
using System.Security;
using AwsHardening.Account;
using AwsHardening.Changes;
using AwsHardening.Completion;
using AwsHardening.Core.Identity.Keys;
using AwsHardening.Help;

namespace AwsHardening.Identity;

/// <summary>Makes an access key of an IAM user, straight into a vault.</summary>
[Cmdlet(VerbsCommon.New, "AccessKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(VaultCredential), typeof(HardeningPlan))]
[RequiresIamAction("iam:ListAccessKeys")]
[RequiresIamAction("iam:CreateAccessKey")]
[RequiresIamAction("iam:DeleteAccessKey", When = "the vault cannot keep the key, or the answer of iam:CreateAccessKey is lost")]
[RequiresIamAction("iam:GetAccessKeyLastUsed", When = "the answer of iam:CreateAccessKey is lost")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class NewAccessKeyCommand : ChangeCmdlet
{
    /// <summary>The user.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The IAM user, by name.")]
    [NotASession]
    [ValidateNotNullOrEmpty]
    public string UserName { get; set; } = "";

    /// <summary>The credential's name.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, HelpMessage = "The name to keep the key under in the vault; left out, the user's.")]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The MFA device.</summary>
    [Parameter(HelpMessage = "The ARN or serial number of the user's MFA device: sessions with the key then ask for its code, once.")]
    [ValidateNotNullOrEmpty]
    public string? MfaSerial { get; set; }

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
        this.RefuseRevertOfPlan(RevertAfter, PlanOnly);
        var (said, passphrase) = (Vault, Passphrase);
        var options = new NewKeyOptions { UserName = UserName, Name = Name, MfaSerial = MfaSerial, RevertAfter = RevertAfter };
        if (PlanOnly)
        {
            EmitOne(async (host, stop) => await AccessKeyOperation.PlanNewAsync(
                OpenSession(), options, await VaultFinder.OpenAsync(host, said, passphrase, stop), host, stop));
            return;
        }

        EmitOne(async (host, stop) =>
        {
            var session = OpenSession();
            var vault = await VaultFinder.OpenAsync(host, said, passphrase, stop);
            var made = await AccessKeyOperation.NewAsync(session, options, vault, host, stop);
            VaultNamesSeen.Add(made);
            return made;
        });
    }
}
