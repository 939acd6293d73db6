namespace AwsHardening.Core.Reporting.Reports;

/// <summary>Writes findings in one format, each as it comes.</summary>
internal interface IReportWriter : IDisposable
{
    /// <summary>Writes one.</summary>
    void Add(HardeningFinding finding);

    /// <summary>Writes what comes after the last.</summary>
    void Complete(ReportTally tally);
}
