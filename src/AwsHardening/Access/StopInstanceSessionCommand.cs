using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Core.Access;
using AwsHardening.Help;

namespace AwsHardening.Access;

/// <summary>Ends sessions on instances.</summary>
[Cmdlet(VerbsLifecycle.Stop, "InstanceSession", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(InstanceSession))]
[RequiresIamAction("ssm:TerminateSession")]
[RequiresIamAction("ssm:DescribeSessions")]
public sealed class StopInstanceSessionCommand : SessionCmdlet
{
    /// <summary>The sessions.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of sessions, as Get-SessionHistory lists them.")]
    [ValidateNotNullOrEmpty]
    [NotASession]
    public string[] SessionId { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        string[] ids = [.. SessionId];
        Emit((host, stop) => InstanceSessionOperation.StopAsync(OpenSession(), ids, host, stop));
    }
}
