using System.Management.Automation;
using System.Net;
using System.Security;
using AwsHardening.Completion;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes.Reverts;
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

    /// <summary>The Region.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "The AWS Region, such as us-east-1; left out, the profile's or the SDK's own choice.")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>An endpoint to use instead of AWS's own.</summary>
    [Parameter(ParameterSetName = "Profile", HelpMessage = "An endpoint to use instead of AWS's own, for every service.")]
    [Parameter(ParameterSetName = "Credential", HelpMessage = "An endpoint to use instead of AWS's own, for every service.")]
    public string? EndpointUrl { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var sessions = RunspaceSessions.ForCurrentRunspace();
        var access = Credential == PSCredential.Empty ? null : Credential.GetNetworkCredential();
        var options = new ConnectOptions
        {
            ProfileName = ProfileName,
            Region = Region,
            EndpointUrl = EndpointUrl,
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
}
