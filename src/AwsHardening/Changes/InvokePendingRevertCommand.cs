using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Help;

namespace AwsHardening.Changes;

/// <summary>
/// Makes reverts that are due. The process that a command with <c>-RevertAfter</c> leaves behind runs it; by hand it is for a
/// revert that failed, or that nobody was there to make.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "PendingRevert", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HardeningChange))]
[RequiresIamActionsOfChanges]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class InvokePendingRevertCommand : SessionCmdlet
{
    /// <summary>Ids of pending reverts.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of pending reverts, as Get-PendingRevert gives them; left out, all that are due.")]
    [NotASession]
    public string[] Id { get; set; } = [];

    /// <summary>Wait until they are due.</summary>
    [Parameter(HelpMessage = "Wait until each is due, and try again for an hour while AWS cannot be reached.")]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc />
    private protected override bool WarnsOfInterrupted => false;

    /// <inheritdoc />
    protected override void ProcessRecord() => Emit((host, stop) => RevertOperation.InvokeAsync(ChosenSession(), Id, Wait, host, stop));

    // Each file says how its account is reached; only an embedded account is reached by its session alone.
    private HardeningSession? ChosenSession() =>
        FindSession() is { } session && (SessionIsSaid || session.Sandbox is not null) ? session : null;
}
