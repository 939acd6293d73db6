using System.Globalization;

namespace AwsHardening.Core.Reporting.Reports;

/// <summary>One line a finding (RFC 4180). What a spreadsheet would take for a formula begins with an apostrophe.</summary>
internal sealed class CsvReport : IReportWriter
{
    // OWASP, CSV Injection: what makes a cell a formula.
    private const string Formula = "=+-@\t\r\n";

    private static readonly (string Name, Func<HardeningFinding, string?> Value)[] s_columns =
    [
        ("AccountId", one => one.AccountId),
        ("Region", one => one.Region),
        ("Service", one => one.Service),
        ("RuleId", one => one.RuleId),
        ("Title", one => one.Title),
        ("Severity", one => one.Severity.ToString()),
        ("Status", one => one.Status.ToString()),
        ("ResourceType", one => one.ResourceType),
        ("ResourceId", one => one.ResourceId),
        ("ResourceArn", one => one.ResourceArn),
        ("Reason", one => one.Reason),
        ("Evidence", one => string.Join("; ", one.Evidence)),
        ("Opens", one => string.Join("; ", one.Opens)),
        ("Compliance", one => string.Join("; ", one.Compliance)),
        ("Remediation", one => one.Remediation),
        ("RemediationIsCommand", one => one.RemediationIsCommand ? "true" : "false"),
        ("SuppressionReason", one => one.Suppression?.Reason),
        ("SuppressionOwner", one => one.Suppression?.Owner),
        ("SuppressionExpires", one => one.Suppression is { } kept ? ReportTool.Day(kept.Expires) : null),
        ("CollectedAt", one => one.CollectedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
    ];

    private readonly StreamWriter _text;

    public CsvReport(Stream stream)
    {
        _text = ReportFile.Text(stream);
        Line(s_columns.Select(column => column.Name));
    }

    public void Add(HardeningFinding finding) => Line(s_columns.Select(column => column.Value(finding) ?? ""));

    public void Complete(ReportTally tally) => _text.Flush();

    public void Dispose() => _text.Dispose();

    private void Line(IEnumerable<string> cells)
    {
        _text.Write(string.Join(',', cells.Select(Cell)));
        _text.Write("\r\n");
    }

    private static string Cell(string value)
    {
        var safe = value.Length > 0 && Formula.Contains(value[0], StringComparison.Ordinal) ? $"'{value}" : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
