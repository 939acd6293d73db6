using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Changes.Reverts;

namespace AwsHardening.Changes;

/// <summary>Lists changes that are taken back by themselves unless they are confirmed. Calls nothing.</summary>
[Cmdlet(VerbsCommon.Get, "PendingRevert")]
[OutputType(typeof(PendingRevert))]
public sealed class GetPendingRevertCommand : SessionCmdlet
{
    /// <summary>Ids of changes, or of the commands that made them.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of changes, or the id that all changes of one command share; left out, all that are pending.")]
    [Alias("ChangeId")]
    [ArgumentCompleter(typeof(ChangeIdCompleter))]
    [NotASession]
    public string[] Id { get; set; } = [];

    /// <inheritdoc />
    private protected override bool WarnsOfInterrupted => false;

    /// <inheritdoc />
    protected override void ProcessRecord() => Emit((host, stop) => RevertOperation.FindAsync(FindSession(), Id, host, stop));
}
