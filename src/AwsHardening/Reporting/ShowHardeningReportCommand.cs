using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reporting.Reports;
using AwsHardening.Pipeline;

namespace AwsHardening.Reporting;

/// <summary>Opens a report in the browser: one that is there, or one of the findings that are piped in.</summary>
[Cmdlet(VerbsCommon.Show, "HardeningReport", DefaultParameterSetName = FindingSet)]
[OutputType(typeof(FileInfo))]
public sealed class ShowHardeningReportCommand : AsyncCmdlet
{
    private const string FindingSet = "Finding";
    private const string PathSet = "Path";

    private ReportExport? _export;

    /// <summary>A report.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true,
        HelpMessage = "A page that Export-HardeningReport has written.")]
    [Alias("FullName", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The findings.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FindingSet, ValueFromPipeline = true,
        HelpMessage = "Findings of Invoke-HardeningAudit, or such as came back from a file.")]
    [FindingTransformation]
    public HardeningFinding[] Finding { get; set; } = [];

    /// <summary>What the report is called.</summary>
    [Parameter(ParameterSetName = FindingSet, HelpMessage = "What the report is called.")]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = "AWS hardening report";

    /// <summary>Answer the file.</summary>
    [Parameter(HelpMessage = "Answer the file.")]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName == PathSet)
        {
            if (SnapshotPath.Resolve(SessionState, Path) is { } path)
            {
                Show(path);
            }
            else
            {
                WriteError(ErrorRecords.NoFile(Path));
            }

            return;
        }

        foreach (var finding in Finding)
        {
            _export ??= new ReportExport(new ReportOptions { Format = [ReportFormat.Html], Path = ReportView.PathFor(finding), Title = Title, Force = true });
            _export.Add(finding);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        try
        {
            if (_export?.Complete() is [var path])
            {
                Show(path);
            }
        }
        catch (OperationException e)
        {
            WriteError(ErrorRecords.From(e.Error));
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _export?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Show(string path) => EmitOne((host, _) =>
    {
        ReportView.Show(path, host);
        return Task.FromResult(PassThru ? new FileInfo(path) : null);
    });
}
