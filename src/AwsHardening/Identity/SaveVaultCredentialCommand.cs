using System.Management.Automation;
using System.Security;
using AwsHardening.Core.Identity.Vault;

namespace AwsHardening.Identity;

/// <summary>Keeps an access key in a vault.</summary>
[Cmdlet(VerbsData.Save, "VaultCredential", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(VaultCredential))]
public sealed class SaveVaultCredentialCommand : VaultCmdlet
{
    /// <summary>The name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "The name to keep it under, such as personal-admin.")]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The access key.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The access key: its id as the user name, its secret as the password. Both are asked for where it is left out.")]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>The session token of a temporary access key.</summary>
    [Parameter(HelpMessage = "The session token that belongs to a temporary access key.")]
    public SecureString? SessionToken { get; set; }

    /// <summary>The MFA device.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "The ARN or serial number of the MFA device: sessions of this credential then ask for its code, once.")]
    [ValidateNotNullOrEmpty]
    public string? MfaSerial { get; set; }

    /// <summary>Replace what is there.</summary>
    [Parameter(HelpMessage = "Replace a credential of this name: the secret it had is lost. Never skips -WhatIf.")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var (name, credential, token, serial, force) = (Name, Credential, SessionToken, MfaSerial, Force.IsPresent);
        EmitOne(async (host, stop) => await VaultOperation.SaveAsync(
            await OpenVaultAsync(host, stop), new CredentialToSave(name, credential.UserName, credential.Password, token, serial), force, host, null, stop));
    }
}
