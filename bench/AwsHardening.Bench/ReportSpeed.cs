using System.Diagnostics;
using AwsHardening.Core.Reporting.Reports;

namespace AwsHardening.Bench;

/// <summary>Writing a report of 50,000 findings in each format, and reading the page of it in a browser where there is one.</summary>
internal static class ReportSpeed
{
    private const int Findings = 50_000;
    private const int Runs = 3;

    public static async Task<Table> MeasureAsync()
    {
        var folder = Directory.CreateTempSubdirectory("report-speed-").FullName;
        try
        {
            List<string[]> rows = [];
            foreach (var format in Enum.GetValues<ReportFormat>())
            {
                var path = Path.Combine(folder, format == ReportFormat.Html ? "report.html" : format.ToString());
                var runs = Enumerable.Range(0, Runs).Select(_ => Write(format, path)).ToArray();
                rows.Add(
                [
                    format.ToString(), Report.Number(runs.Select(run => run.Seconds).Order().ElementAt(Runs / 2), "N2"),
                    Report.Number(new FileInfo(path).Length / 1e6, "N1"), Report.Number(runs.Max(run => run.Kept) / 1e6, "N1"),
                ]);
            }

            foreach (var (what, seconds) in await PageSpeed.MeasureAsync(Path.Combine(folder, "report.html"), Runs))
            {
                rows.Add([what, Report.Number(seconds, "N2"), "", ""]);
            }

            return new Table(
                "Reports",
                $"{Findings} findings about {Findings / 10} resources, each with a configuration of 1.5 kB; medians of {Runs} runs. What is kept is what the report holds in memory before its end, after a collection, the greatest of the runs.",
                ["format, or step in the browser", "seconds", "MB of file", "MB kept"], [.. rows]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (double Seconds, double Kept) Write(ReportFormat format, string path)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        using var export = new ReportExport(new ReportOptions { Format = [format], Path = path, Force = true });
        foreach (var finding in ReportSeed.Findings(Findings))
        {
            export.Add(finding);
        }

        watch.Stop();
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        watch.Start();
        export.Complete();
        return (watch.Elapsed.TotalSeconds, Math.Max(0, kept));
    }
}
