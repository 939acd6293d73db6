using System.Management.Automation;
using System.Net;
using System.Security;
using AwsHardening.Completion;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Identity.Vault;
using AwsHardening.Identity;
using AwsHardening.Pipeline;

namespace AwsHardening.Account;

/// <summary>Opens a session to an account, or to an embedded one, and makes it the runspace's default.</summary>
[Cmdlet(VerbsCommunications.Connect, "AwsHardening", DefaultParameterSetName = "Profile")]
[OutputType(typeof(HardeningSession))]
public sealed class ConnectAwsHardeningCommand : AsyncCmdlet
{
    /// <summary>A profile of the shared config and credentials files.</summary>
    [Parameter(ParameterSetName = "Profile", Position = 0, ValueFromPipelineByPropertyName = true,
        HelpMessage = "A profile of the shared AWS config and credentials files; left out, the SDK's own credential chain.")]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>An access key: the key id as user name, the secret as password.</summary>
    [Parameter(ParameterSetName = "Credential", Mandatory = true,
        HelpMessage = "An access key: its id as the user name, its secret as the password.")]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>The session token of a temporary access key.</summary>
    [Parameter(ParameterSetName = "Credential", HelpMessage = "The session token that belongs to a temporary access key.")]
    public SecureString? SessionToken { get; set; }

    /// <summary>A template of the embedded account, or a snapshot.</summary>
    [Parameter(ParameterSetName = "Sandbox", Mandatory = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "A template of the embedded account, such as Fnd203, or the path of a snapshot: nothing leaves this process.")]
    [ArgumentCompleter(typeof(SandboxTemplateCompleter))]
    public string? Sandbox { get; set; }

    /// <summary>A credential of a vault.</summary>
    [Parameter(ParameterSetName = "Vault", Mandatory = true, HelpMessage = "A credential of a vault, by name; Get-VaultCredential lists them.")]
    [ArgumentCompleter(typeof(VaultCredentialNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? VaultCredential { get; set; }

    /// <summary>The vault.</summary>
    [Parameter(ParameterSetName = "Vault", HelpMessage = "The vault: File, Dpapi, or the name of one registered with SecretManagement; left out, the default one.")]
    [ArgumentCompleter(typeof(VaultCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>The vault's passphrase.</summary>
    [Parameter(ParameterSetName = "Vault", HelpMessage = "The vault's passphrase; left out, it is asked for once a session where it is needed.")]
    public SecureString? Passphrase { get; set; }

    /// <summary>The MFA device.</summary>
    [Parameter(ParameterSetName = "Vault", HelpMessage = "The ARN or serial number of the MFA device; left out, the one that is kept with the credential.")]
    [ValidateNotNullOrEmpty]
    public string? MfaSerial { get; set; }

    /// <summary>The MFA device's code.</summary>
    [Parameter(ParameterSetName = "Vault", HelpMessage = "The MFA device's present code, as a SecureString or plain; left out, it is asked for where no session is open.")]
    [MfaCode]
    public SecureString? MfaToken { get; set; }

    /// <summary>How long a session with MFA lasts.</summary>
    [Parameter(ParameterSetName = "Vault", HelpMessage = "How long a session with MFA lasts, from 00:15:00 to 1.12:00:00.")]
    public TimeSpan SessionDuration { get; set; } = TimeSpan.FromHours(12);

    /// <summary>A session to the account that is meant.</summary>
    [Parameter(ParameterSetName = "Vault", HelpMessage = "A session whose account, endpoint and Region are meant, under the credential; an embedded account among them.")]
    public HardeningSession? Session { get; set; }

    /// <summary>The Region.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "The AWS Region, such as us-east-1; left out, the profile's or the SDK's own choice.")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>An endpoint to use instead of AWS's own.</summary>
    [Parameter(ParameterSetName = "Profile", HelpMessage = "An endpoint to use instead of AWS's own, for every service.")]
    [Parameter(ParameterSetName = "Credential", HelpMessage = "An endpoint to use instead of AWS's own, for every service.")]
    [Parameter(ParameterSetName = "Vault", HelpMessage = "An endpoint to use instead of AWS's own, for every service.")]
    public string? EndpointUrl { get; set; }

    /// <summary>How many requests a second the account gets.</summary>
    [Parameter(HelpMessage = "How many requests a second the account gets from this session, in all Regions together; 0 for no limit.")]
    [ValidateRange(0, 10000)]
    public int? RequestsPerSecond { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var sessions = RunspaceSessions.ForCurrentRunspace();
        if (VaultCredential is not null)
        {
            ConnectFromVault(sessions);
            return;
        }

        var access = Credential == PSCredential.Empty ? null : Credential.GetNetworkCredential();
        var options = new ConnectOptions
        {
            ProfileName = ProfileName,
            Region = Region,
            EndpointUrl = EndpointUrl,
            RequestsPerSecond = RequestsPerSecond,
            Sandbox = Sandbox,
            SandboxFile = Sandbox is null ? null : SnapshotPath.Find(SessionState, Sandbox),
            AccessKeyId = access?.UserName,
            SecretAccessKey = access?.Password,
            SessionToken = SessionToken is null ? null : new NetworkCredential("", SessionToken).Password,
        };
        Run(async (host, stop) =>
        {
            var session = sessions.Connect(options);
            await RevertOperation.CatchUpAsync(session, host, stop);
            await host.WriteObjectAsync(session, stop);
        });
    }

    private void ConnectFromVault(RunspaceSessions sessions)
    {
        var options = new VaultConnectOptions
        {
            Name = VaultCredential!,
            Region = Region,
            EndpointUrl = EndpointUrl,
            RequestsPerSecond = RequestsPerSecond,
            Through = Session,
            MfaSerial = MfaSerial,
            MfaToken = MfaToken,
            SessionDuration = SessionDuration,
        };
        var (said, passphrase) = (Vault, Passphrase);
        options = options with { Reopen = stop => VaultFinder.ReopenAsync(said, stop) };
        Run(async (host, stop) =>
        {
            var session = await sessions.ConnectAsync(async () =>
                await VaultConnect.OpenAsync(options, await VaultFinder.OpenAsync(host, said, passphrase, stop), host, stop));
            await RevertOperation.CatchUpAsync(session, host, stop);
            await host.WriteObjectAsync(session, stop);
        });
    }
}
