using System.Globalization;
using AwsHardening.Core.Changes;
using AwsHardening.Seam;

namespace AwsHardening.Core.Reporting.Reports;

/// <summary>Opens reports for whoever sits at the machine.</summary>
public static class ReportView
{
    /// <summary>Where the page of findings goes that is only to be looked at: one file for each time at which an account was read.</summary>
    /// <param name="first">The first of the findings.</param>
    public static string PathFor(HardeningFinding first)
    {
        ArgumentNullException.ThrowIfNull(first);
        var folder = Path.Combine(StateFolder.Default(), "reports");
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"report-{first.AccountId}-{first.CollectedAt.UtcDateTime:yyyyMMdd-HHmmss}.html"));
    }

    /// <summary>Opens a report, or says where it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="host">Takes the warning.</param>
    /// <exception cref="Errors.OperationException">There is no such file.</exception>
    public static void Show(string path, IOperationHost host) => Show(path, new SystemReportOpener(), host);

    internal static void Show(string path, IReportOpener opener, IOperationHost host)
    {
        if (!File.Exists(path))
        {
            throw ReportingErrors.NoReport(path);
        }

        if (opener.Open(path))
        {
            host.WriteSummary($"Opened {path}");
        }
        else
        {
            host.WriteWarning($"Nothing here can show a page: no screen, or no program for it. The report is in {path}; it can be opened anywhere.");
        }
    }
}
