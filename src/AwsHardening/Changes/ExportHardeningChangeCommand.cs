using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Changes;
using AwsHardening.Help;

namespace AwsHardening.Changes;

/// <summary>Writes journaled changes to one file, for auditors: those that are piped in, or those of the journal that fit.</summary>
[Cmdlet(VerbsData.Export, "HardeningChange", DefaultParameterSetName = "Journal", SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
[RequiresIamAction("sts:GetCallerIdentity", When = "a connection is said")]
public sealed class ExportHardeningChangeCommand : SessionCmdlet
{
    private readonly List<HardeningChange> _changes = [];

    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The file to write. It is written whole or not at all.")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>How it is written.</summary>
    [Parameter(HelpMessage = "Json, an array of changes with everything about them, or Csv, one line a change.")]
    [ValidateSet("Json", "Csv")]
    public string Format { get; set; } = "Json";

    /// <summary>Replace a file that is there.</summary>
    [Parameter(HelpMessage = "Replace a file that is there.")]
    public SwitchParameter Force { get; set; }

    /// <summary>The changes.</summary>
    [Parameter(ParameterSetName = "Change", Mandatory = true, ValueFromPipeline = true,
        HelpMessage = "Changes, as Get-HardeningChange gives them.")]
    public HardeningChange[] Change { get; set; } = [];

    /// <summary>Ids of changes.</summary>
    [Parameter(ParameterSetName = "Journal",
        HelpMessage = "Ids of changes, of plans, or the id that all changes of one command share; wildcards allowed.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ChangeIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Not before this time.</summary>
    [Parameter(ParameterSetName = "Journal", HelpMessage = "Only changes made at this time or later.")]
    public DateTimeOffset? Since { get; set; }

    /// <inheritdoc />
    private protected override bool WarnsOfInterrupted => false;

    /// <inheritdoc />
    protected override void ProcessRecord() => _changes.AddRange(TakeRecord() ? Change : []);

    /// <summary>Works at the end: one file for all.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        var path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path);
        EmitOne(async (host, stop) =>
        {
            if (ParameterSetName == "Journal")
            {
                var query = new ChangeQuery { Id = Id, Since = Since };
                await foreach (var change in JournalReader.FindAsync(FindSession(), SessionIsSaid, query, host, stop))
                {
                    _changes.Add(change);
                }
            }

            if (!await host.ShouldProcessAsync(path, $"Write {_changes.Count} changes", stop))
            {
                return null;
            }

            ChangeExport.Write(_changes, path, csv: Format == "Csv", Force);
            return new FileInfo(path);
        });
    }
}
