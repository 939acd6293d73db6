using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Changes.Reverts;

namespace AwsHardening.Changes;

/// <summary>Keeps changes that were made with <c>-RevertAfter</c>: they are not taken back. Calls nothing.</summary>
[Cmdlet(VerbsLifecycle.Confirm, "HardeningChange", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HardeningChange))]
public sealed class ConfirmHardeningChangeCommand : SessionCmdlet
{
    private readonly List<string> _ids = [];

    /// <summary>Ids of changes, or of the commands that made them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of changes, or the id that all changes of one command share; all of them are kept.")]
    [Alias("ChangeId")]
    [ArgumentCompleter(typeof(ChangeIdCompleter))]
    [NotASession]
    public string[] Id { get; set; } = [];

    /// <inheritdoc />
    private protected override bool WarnsOfInterrupted => false;

    /// <inheritdoc />
    protected override void ProcessRecord() => _ids.AddRange(TakeRecord() ? Id : []);

    /// <summary>Works at the end: the changes of one command are kept together.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_ids.Count > 0)
        {
            Emit((host, stop) => RevertOperation.ConfirmAsync(FindSession(), _ids, host, stop));
        }
    }
}
