using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Changes;
using AwsHardening.Help;

namespace AwsHardening.Changes;

/// <summary>Completes changes that were interrupted: finds out from AWS which of their calls had their effect, and makes the others.</summary>
[Cmdlet(VerbsLifecycle.Resume, "HardeningChange", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HardeningChange))]
[RequiresIamActionsOfChanges]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class ResumeHardeningChangeCommand : SessionCmdlet
{
    private readonly List<string> _ids = [];

    /// <summary>Ids of interrupted changes, of the commands that made them, or of their plans.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of interrupted changes, of plans, or the id that all changes of one command share.")]
    [Alias("Id")]
    [ArgumentCompleter(typeof(ChangeIdCompleter))]
    [NotASession]
    public string[] ChangeId { get; set; } = [];

    /// <inheritdoc />
    private protected override bool WarnsOfInterrupted => false;

    /// <inheritdoc />
    protected override void ProcessRecord() => _ids.AddRange(TakeRecord() ? ChangeId : []);

    /// <summary>Works at the end: one command, one writer of the journal.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_ids.Count > 0)
        {
            string[] ids = [.. _ids.Distinct(StringComparer.Ordinal)];
            Emit((host, stop) => ChangeOperation.ResumeAsync(OpenSession(), ids, host, stop));
        }
    }
}
