using System.Text;

namespace AwsHardening.Core.Reporting.Reports;

/// <summary>
/// A summary, then what fails, the worst first, what is Unknown and what is suppressed; what passes is counted alone. The lines of each
/// part wait in a file of their own until all are there.
/// </summary>
internal sealed class MarkdownReport(Stream stream, string title) : IReportWriter
{
    private readonly SortedDictionary<(FindingStatus Status, int Order), Section> _sections = [];
    private readonly ComplianceTally _compliance = new();

    public void Add(HardeningFinding finding)
    {
        _compliance.Add(finding);
        if (finding.Status == FindingStatus.Pass)
        {
            return;
        }

        var key = (finding.Status, finding.Status == FindingStatus.Fail ? -(int)finding.Severity : 0);
        if (!_sections.TryGetValue(key, out var section))
        {
            _sections[key] = section = new Section(finding);
        }

        section.Add(finding);
    }

    public void Complete(ReportTally tally)
    {
        using (var text = ReportFile.Text(stream))
        {
            Head(text, tally);
        }

        foreach (var section in _sections.Values)
        {
            section.WriteTo(stream);
        }
    }

    public void Dispose()
    {
        foreach (var section in _sections.Values)
        {
            section.Dispose();
        }
    }

    private void Head(StreamWriter text, ReportTally tally)
    {
        text.WriteLine($"# {MarkdownText.Of(title)}\n");
        text.WriteLine(tally.CollectedAt is { } time ? $"Read at {ReportTool.Time(time)}. {tally}.\n" : "There is no finding.\n");
        text.WriteLine("| Severity | Fail | Unknown | Suppressed | Pass |\n| --- | ---: | ---: | ---: | ---: |");
        foreach (var severity in Enum.GetValues<FindingSeverity>().OrderDescending())
        {
            text.WriteLine($"| {severity} | {tally[FindingStatus.Fail, severity]} | {tally[FindingStatus.Unknown, severity]} | {tally[FindingStatus.Suppressed, severity]} | {tally[FindingStatus.Pass, severity]} |");
        }

        text.WriteLine("\nUnknown is what could not be read. It is not clean.");
        if (_compliance.Benchmarks.Any())
        {
            text.WriteLine("\n## Compliance\n\n| Benchmark | Controls passed | failed | Unknown | suppressed |\n| --- | ---: | ---: | ---: | ---: |");
            foreach (var (name, controls) in _compliance.Benchmarks)
            {
                text.WriteLine($"| {MarkdownText.Of(name)} | {controls[FindingStatus.Pass]} | {controls[FindingStatus.Fail]} | {controls[FindingStatus.Unknown]} | {controls[FindingStatus.Suppressed]} |");
            }
        }
    }

    /// <summary>The lines of one part, in a file that goes with it.</summary>
    private sealed class Section : IDisposable
    {
        private readonly FileStream _stream = new(
            Path.GetTempFileName(), new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose });

        private readonly StreamWriter _text;

        public Section(HardeningFinding first)
        {
            _text = ReportFile.Text(_stream);
            _text.WriteLine($"\n## {(first.Status == FindingStatus.Fail ? first.Severity.ToString() : first.Status.ToString())}\n");
            _text.WriteLine(first.Status == FindingStatus.Suppressed
                ? "| Rule | Resource | Account and Region | Why it may stay | Owner | Until |\n| --- | --- | --- | --- | --- | --- |"
                : "| Rule | Resource | Account and Region | Why | What to do |\n| --- | --- | --- | --- | --- |");
        }

        public void Add(HardeningFinding finding)
        {
            string[] last = finding.Suppression is { } kept
                ? [MarkdownText.Of(kept.Reason), MarkdownText.Of(kept.Owner), ReportTool.Day(kept.Expires)]
                : [MarkdownText.Of(finding.Reason), finding.RemediationIsCommand ? MarkdownText.Code(finding.Remediation!) : MarkdownText.Of(finding.Remediation ?? "")];
            string[] cells = [MarkdownText.Of(finding.RuleId), MarkdownText.Of(finding.ResourceId), MarkdownText.Of($"{finding.AccountId} {finding.Region}"), .. last];
            _text.WriteLine($"| {string.Join(" | ", cells)} |");
        }

        public void WriteTo(Stream stream)
        {
            _text.Flush();
            _stream.Position = 0;
            _stream.CopyTo(stream);
        }

        public void Dispose()
        {
            _text.Dispose();
            _stream.Dispose();
        }
    }
}
