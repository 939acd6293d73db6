namespace AwsHardening.Core.Reporting.Reports;

/// <summary>Shows a page to whoever sits at the machine.</summary>
internal interface IReportOpener
{
    /// <summary>Opens a file with the program that is for it.</summary>
    /// <returns>False where there is no screen or no such program.</returns>
    bool Open(string path);
}
