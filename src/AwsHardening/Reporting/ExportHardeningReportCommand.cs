using System.Management.Automation;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reporting.Reports;
using AwsHardening.Pipeline;

namespace AwsHardening.Reporting;

/// <summary>Writes findings as a report, in one format or several.</summary>
[Cmdlet(VerbsData.Export, "HardeningReport", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low, DefaultParameterSetName = PathSet)]
[OutputType(typeof(FileInfo))]
[OutputType(typeof(HardeningFinding))]
public sealed class ExportHardeningReportCommand : AsyncCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralSet = "LiteralPath";

    private ReportExport? _export;

    /// <summary>The findings.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true,
        HelpMessage = "Findings of Invoke-HardeningAudit, or such as came back from a file (ConvertFrom-Json, Import-Clixml).")]
    [AllowEmptyCollection]
    [FindingTransformation]
    public HardeningFinding[] Finding { get; set; } = [];

    /// <summary>The formats.</summary>
    [Parameter(Position = 1, HelpMessage = "The formats: Html, Markdown, Json, Csv, Ocsf, Asff, Sarif, JUnit.")]
    [ValidateNotNullOrEmpty]
    public ReportFormat[] Format { get; set; } = [ReportFormat.Html];

    /// <summary>Where to.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet,
        HelpMessage = "The file; a folder, or with several formats a name that each format's ending is put to.")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Where to, as it stands.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralSet, HelpMessage = "The same, with no character taken for a wildcard.")]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>What the report is called.</summary>
    [Parameter(HelpMessage = "What the report is called.")]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = "AWS hardening report";

    /// <summary>From which severity on a finding fails the command.</summary>
    [Parameter(HelpMessage = "Write the report, then fail where a finding of this severity or a worse one fails or is Unknown.")]
    [ValidateSet("Critical", "High", "Medium", "Low")]
    public FindingSeverity? FailOn { get; set; }

    /// <summary>With -FailOn, what could not be read is no failure.</summary>
    [Parameter(HelpMessage = "With -FailOn: what is Unknown, or an audit without any finding, is no failure.")]
    public SwitchParameter AllowUnknown { get; set; }

    /// <summary>Replace files that are there.</summary>
    [Parameter(HelpMessage = "Replace files that are there.")]
    public SwitchParameter Force { get; set; }

    /// <summary>Pass the findings on instead of answering the files.</summary>
    [Parameter(HelpMessage = "Pass the findings on, instead of answering the files.")]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (Resolve() is not { } path)
        {
            _export = new ReportExport(Options(""), write: false);
            WriteError(ErrorRecords.NoFile(ParameterSetName == PathSet ? Path : LiteralPath));
            return;
        }

        var options = Options(path);
        var target = string.Join(", ", ReportExport.Paths(options).Select(one => one.Path));
        try
        {
            _export = new ReportExport(options, ShouldProcess(target, "Write report"));
        }
        catch (OperationException e)
        {
            CountAlone(e);
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var finding in Finding)
        {
            try
            {
                _export!.Add(finding);
            }
            catch (OperationException e)
            {
                CountAlone(e);
            }

            if (PassThru)
            {
                WriteObject(finding);
            }
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        try
        {
            var written = _export!.Complete();
            if (written.Count > 0)
            {
                Run((host, _) =>
                {
                    host.WriteSummary($"{_export.Summary}: {string.Join(", ", written)}");
                    return Task.CompletedTask;
                });
            }

            if (!PassThru)
            {
                WriteObject(written.Select(path => new FileInfo(path)), enumerateCollection: true);
            }
        }
        catch (OperationException e)
        {
            WriteError(ErrorRecords.From(e.Error));
        }

        if (_export!.Failure() is { } failure)
        {
            ThrowTerminatingError(ErrorRecords.From(failure));
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

    // A report that cannot be written is an error of its own; whether the findings are failures is still to be told.
    private void CountAlone(OperationException e)
    {
        var before = _export;
        _export = new ReportExport(Options(""), write: false, before);
        before?.Dispose();
        WriteError(ErrorRecords.From(e.Error));
    }

    private ReportOptions Options(string path) => new()
    {
        Format = Format,
        Path = path,
        Title = Title,
        Force = Force,
        FailOn = FailOn,
        AllowUnknown = AllowUnknown,
    };

    private string? Resolve()
    {
        if (ParameterSetName == PathSet && WildcardPattern.ContainsWildcardCharacters(Path))
        {
            try
            {
                return GetResolvedProviderPathFromPSPath(Path, out var provider) is [var only] && provider.Name == "FileSystem" ? only : null;
            }
            catch (ItemNotFoundException)
            {
                return null;
            }
        }

        return Account.SnapshotPath.Resolve(SessionState, ParameterSetName == PathSet ? Path : LiteralPath);
    }
}
