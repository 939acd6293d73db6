using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Changes;
using AwsHardening.Help;

namespace AwsHardening.Changes;

/// <summary>
/// Lists what the module has changed, from its journal: all of it, or what was changed through the connection that is said.
/// </summary>
[Cmdlet(VerbsCommon.Get, "HardeningChange")]
[OutputType(typeof(HardeningChange))]
[RequiresIamAction("sts:GetCallerIdentity", When = "a connection is said")]
public sealed class GetHardeningChangeCommand : SessionCmdlet
{
    /// <summary>Ids of changes, or of the commands that made them.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of changes, of plans, or the id that all changes of one command share; wildcards allowed.")]
    [Alias("ChangeId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ChangeIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Ids of changed resources.</summary>
    [Parameter(HelpMessage = "Ids of changed resources, such as sg-0123; wildcards allowed.")]
    [Alias("ResourceId")]
    [SupportsWildcards]
    public string[] Resource { get; set; } = [];

    /// <summary>Not before this time.</summary>
    [Parameter(HelpMessage = "Only changes made at this time or later.")]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only these states.</summary>
    [Parameter(HelpMessage = "Only changes in these states.")]
    public HardeningChangeStatus[] Status { get; set; } = [];

    /// <inheritdoc />
    private protected override bool WarnsOfInterrupted => false;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var query = new ChangeQuery { Id = Id, Resource = Resource, Since = Since, Status = Status };
        Emit((host, stop) => JournalReader.FindAsync(FindSession(), SessionIsSaid, query, host, stop));
    }
}
