using System.Management.Automation;
using AwsHardening.Completion;
using AwsHardening.Core.Account.Snapshots;
using AwsHardening.Pipeline;

namespace AwsHardening.Account;

/// <summary>Shows what differs between two snapshots, resource by resource.</summary>
[Cmdlet(VerbsData.Compare, "AccountSnapshot")]
[OutputType(typeof(AccountSnapshotDifference))]
public sealed class CompareAccountSnapshotCommand : AsyncCmdlet
{
    /// <summary>The earlier snapshot.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The snapshot to compare with: the earlier one.")]
    [ArgumentCompleter(typeof(SnapshotCompleter))]
    [ValidateNotNullOrEmpty]
    public string Reference { get; set; } = "";

    /// <summary>The later snapshot.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, HelpMessage = "The snapshot to compare: the later one.")]
    [Alias("Path")]
    [ArgumentCompleter(typeof(SnapshotCompleter))]
    [ValidateNotNullOrEmpty]
    public string Difference { get; set; } = "";

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var name in new[] { Reference, Difference }.Where(name => SnapshotPath.Resolve(SessionState, name) is null))
        {
            WriteError(ErrorRecords.NoFile(name));
            return;
        }

        var (reference, difference) = (SnapshotPath.Resolve(SessionState, Reference)!, SnapshotPath.Resolve(SessionState, Difference)!);
        Emit((host, stop) => SnapshotComparison.CompareAsync(reference, difference, host, stop));
    }
}
