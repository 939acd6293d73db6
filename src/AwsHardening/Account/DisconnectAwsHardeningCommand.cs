using System.Management.Automation;
using AwsHardening.Pipeline;

namespace AwsHardening.Account;

/// <summary>Closes a session, and forgets it where it is the runspace's default.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "AwsHardening")]
[OutputType(typeof(void))]
public sealed class DisconnectAwsHardeningCommand : AsyncCmdlet
{
    /// <summary>The session to close.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, HelpMessage = "The session to close; left out, the default one.")]
    public HardeningSession? Session { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var closed = RunspaceSessions.ForCurrentRunspace().Disconnect(Session);
        WriteVerbose(closed is null ? "There was no session to close." : $"Closed {closed}.");
    }
}
