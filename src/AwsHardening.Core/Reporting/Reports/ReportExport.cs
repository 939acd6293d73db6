using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Reporting.Reports;

/// <summary>Writes findings into reports, each as it comes: none is kept.</summary>
public sealed class ReportExport : IDisposable
{
    private readonly ReportOptions _options;
    private readonly ReportTally _tally;
    private readonly List<ReportFile> _files = [];

    /// <summary>Begins the reports. Before the first finding is taken it is clear that they can be written.</summary>
    /// <param name="options">What is asked.</param>
    /// <param name="write">False to write nothing and to count alone.</param>
    /// <param name="before">What was begun before and could not be written: its findings count on; null for none.</param>
    /// <exception cref="OperationException">A file is there already, or cannot be written.</exception>
    public ReportExport(ReportOptions options, bool write = true, ReportExport? before = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _tally) = (options, before?._tally ?? new());
        try
        {
            foreach (var (format, path) in write ? Paths(options) : [])
            {
                _files.Add(new ReportFile(format, path, options.Title, options.Force));
            }
        }
        catch (OperationException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The files that options mean.</summary>
    public static IReadOnlyList<(ReportFormat Format, string Path)> Paths(ReportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ReportPaths.Of(options.Path, [.. options.Format.Distinct()]);
    }

    /// <summary>How many findings of which kind were taken, as a line.</summary>
    public string Summary => _tally.ToString();

    /// <summary>Takes a finding.</summary>
    /// <exception cref="OperationException">A file cannot be written.</exception>
    public void Add(HardeningFinding finding)
    {
        _tally.Add(finding);
        foreach (var file in _files)
        {
            file.Add(finding);
        }
    }

    /// <summary>Ends the reports and puts them in their places.</summary>
    /// <returns>The files.</returns>
    /// <exception cref="OperationException">A file cannot be written.</exception>
    public IReadOnlyList<string> Complete()
    {
        foreach (var file in _files)
        {
            file.Complete(_tally);
        }

        return [.. _files.Select(file => file.Path)];
    }

    /// <summary>The failure that -FailOn asks for; null where there is none.</summary>
    public OperationError? Failure()
    {
        if (_options.FailOn is not { } severity)
        {
            return null;
        }

        if (_tally.Total == 0 && !_options.AllowUnknown)
        {
            return ReportingErrors.NothingAudited();
        }

        var (failed, unknown) = (_tally.AtLeast(FindingStatus.Fail, severity), _options.AllowUnknown ? 0 : _tally.AtLeast(FindingStatus.Unknown, severity));
        return failed + unknown == 0 ? null : ReportingErrors.FailOn(severity, failed, unknown, _tally.ToString());
    }

    /// <summary>Leaves nothing behind of what was not completed.</summary>
    public void Dispose()
    {
        foreach (var file in _files)
        {
            file.Dispose();
        }
    }
}
