using System.Globalization;
using System.Text;
using System.Xml;

namespace AwsHardening.Core.Reporting.Reports;

/// <summary>
/// JUnit's XML: a suite a rule, a case a resource; what fails is a failure, what could not be read an error, what is suppressed skipped. A
/// suite says first how many cases it has, so that the findings of one rule wait in memory until the next rule's come.
/// </summary>
internal sealed class JUnitReport : IReportWriter
{
    // A rule with more resources than this becomes several suites.
    private const int LargestSuite = 10_000;

    private readonly XmlWriter _xml;
    private readonly List<HardeningFinding> _suite = [];

    public JUnitReport(Stream stream, string title)
    {
        _xml = XmlWriter.Create(stream, new XmlWriterSettings
        {
            Indent = true,
            NewLineChars = "\n",
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            CloseOutput = false,
        });
        _xml.WriteStartDocument();
        _xml.WriteStartElement("testsuites");
        _xml.WriteAttributeString("name", Clean(title));
    }

    public void Add(HardeningFinding finding)
    {
        if (_suite is [.., var last] && (last.RuleId != finding.RuleId || last.AccountId != finding.AccountId || _suite.Count >= LargestSuite))
        {
            EndSuite();
        }

        _suite.Add(finding with { Configuration = null });
    }

    public void Complete(ReportTally tally)
    {
        EndSuite();
        _xml.WriteEndDocument();
        _xml.Flush();
    }

    public void Dispose() => _xml.Dispose();

    private void EndSuite()
    {
        if (_suite is not [var first, ..])
        {
            return;
        }

        string Count(FindingStatus status) => _suite.Count(one => one.Status == status).ToString(CultureInfo.InvariantCulture);
        _xml.WriteStartElement("testsuite");
        _xml.WriteAttributeString("name", Clean($"{first.RuleId}: {first.Title}"));
        _xml.WriteAttributeString("tests", _suite.Count.ToString(CultureInfo.InvariantCulture));
        _xml.WriteAttributeString("failures", Count(FindingStatus.Fail));
        _xml.WriteAttributeString("errors", Count(FindingStatus.Unknown));
        _xml.WriteAttributeString("skipped", Count(FindingStatus.Suppressed));
        _xml.WriteAttributeString("timestamp", first.CollectedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        _xml.WriteAttributeString("hostname", Clean(first.AccountId));
        foreach (var finding in _suite)
        {
            Case(finding);
        }

        _xml.WriteEndElement();
        _suite.Clear();
    }

    private void Case(HardeningFinding finding)
    {
        _xml.WriteStartElement("testcase");
        _xml.WriteAttributeString("name", Clean($"{finding.ResourceId} ({finding.Region})"));
        _xml.WriteAttributeString("classname", Clean($"{finding.AccountId}.{finding.Service}.{finding.RuleId}"));
        var element = finding.Status switch { FindingStatus.Fail => "failure", FindingStatus.Unknown => "error", FindingStatus.Suppressed => "skipped", _ => null };
        if (element is not null)
        {
            _xml.WriteStartElement(element);
            _xml.WriteAttributeString("type", finding.Severity.ToString());
            _xml.WriteAttributeString("message", Clean(finding.Suppression?.ToString() ?? finding.Reason));
            _xml.WriteString(Clean(string.Join('\n', [finding.Reason, .. finding.Evidence.Select(one => one.ToString()), .. finding.Remediation is { } fix ? new[] { $"Fix: {fix}" } : []])));
            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
    }

    // XML 1.0 has no way to write some characters, whatever a tag may hold.
    private static string Clean(string text) => text.All(XmlConvert.IsXmlChar) ? text : Replace(text);

    private static string Replace(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\uFFFD");
        }

        return clean.ToString();
    }
}
