namespace AwsHardening.Core.Reporting.Reports;

/// <summary>The formats: how each is written, and what its files are called.</summary>
internal static class ReportWriters
{
    private static readonly Dictionary<ReportFormat, (string Extension, Func<Stream, string, IReportWriter> New)> s_formats = new()
    {
        [ReportFormat.Html] = (".html", (stream, title) => new Html.HtmlReport(stream, title)),
        [ReportFormat.Markdown] = (".md", (stream, title) => new MarkdownReport(stream, title)),
        [ReportFormat.Json] = (".json", (stream, title) => new JsonReport(stream, title)),
        [ReportFormat.Csv] = (".csv", (stream, _) => new CsvReport(stream)),
        [ReportFormat.Ocsf] = (".ocsf.json", (stream, _) => new OcsfReport(stream)),
        [ReportFormat.Asff] = (".asff.json", (stream, _) => new AsffReport(stream)),
        [ReportFormat.Sarif] = (".sarif", (stream, _) => new SarifReport(stream)),
        [ReportFormat.JUnit] = (".junit.xml", (stream, title) => new JUnitReport(stream, title)),
    };

    public static IReportWriter Of(ReportFormat format, Stream stream, string title) => s_formats[format].New(stream, title);

    public static string Extension(ReportFormat format) => s_formats[format].Extension;
}
