using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Pipeline;
using AwsHardening.Seam;

namespace AwsHardening.Identity;

/// <summary>Leaves a role that was made the default or exported to the environment.</summary>
[Cmdlet(VerbsCommon.Exit, "AssumedRole")]
[OutputType(typeof(void))]
public sealed class ExitAssumedRoleCommand : PSCmdlet
{
    /// <summary>Leave all.</summary>
    [Parameter(HelpMessage = "Leave all roles, not only the one that was assumed last.")]
    public SwitchParameter All { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var sessions = RunspaceSessions.ForCurrentRunspace();
        var left = 0;
        while ((All || left == 0) && sessions.Leave() is { } session)
        {
            left++;
            WriteVerbose($"Left {session}.");
        }

        if (left == 0)
        {
            WriteError(ErrorRecords.From(new OperationError(
                "NoAssumedRole", OperationErrorCategory.InvalidOperation, "No role was made the default or exported to the environment here.",
                "Assume one with Invoke-AssumeRole -AsDefault or -SetEnvironment.", null)));
        }
    }
}
