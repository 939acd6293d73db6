using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AwsHardening.Core.Reporting.Reports.Html;

/// <summary>
/// One page that needs nothing but itself. Findings stand in it as JSON, a thousand at a time, which the browser does not run; the default
/// encoder of JSON escapes what could end their element, so that no text of theirs is ever markup.
/// </summary>
internal sealed class HtmlReport : IReportWriter
{
    private const int RowsOfAChunk = 1000;

    private readonly Stream _stream;
    private readonly string _title;
    private readonly PageStrings _strings = new();
    private readonly PageRules _rules = new();
    private readonly PageConfigurations _configurations = new();
    private readonly ArrayBufferWriter<byte> _waiting = new();
    private readonly Utf8JsonWriter _rows;
    private int _count;

    public HtmlReport(Stream stream, string title)
    {
        (_stream, _title, _rows) = (stream, title, new Utf8JsonWriter(_waiting));
        Text(PageParts.Before(title));
        _rows.WriteStartArray();
    }

    public void Add(HardeningFinding finding)
    {
        Row(finding);
        if (++_count % RowsOfAChunk == 0)
        {
            EndChunk();
            _rows.Reset();
            _rows.WriteStartArray();
        }
    }

    public void Complete(ReportTally tally)
    {
        EndChunk();
        using var tables = new MemoryStream();
        using (var json = new Utf8JsonWriter(tables))
        {
            json.WriteStartObject();
            json.WriteString("title", _title);
            json.WriteString("tool", $"{ReportTool.Name} {ReportTool.Version}");
            json.WriteNumber("count", _count);
            _rules.WriteAll(json);
            _strings.WriteAll(json);
            json.WriteEndObject();
        }

        Element("id=\"tables\"", tables.GetBuffer().AsSpan(0, (int)tables.Length));
        Text(PageParts.After.Replace("{{summary}}", tally.ToString(), StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _rows.Dispose();
        _configurations.Dispose();
    }

    // The page's data.js reads them in this order.
    private void Row(HardeningFinding finding)
    {
        _rows.WriteStartArray();
        _rows.WriteNumberValue(_rules.Number(finding));
        _rows.WriteNumberValue((int)finding.Status);
        _strings.Write(_rows, finding.AccountId);
        _strings.Write(_rows, finding.Region);
        _strings.Write(_rows, finding.ResourceType);
        _strings.Write(_rows, finding.ResourceId);
        _strings.Write(_rows, finding.ResourceArn);
        _strings.Write(_rows, finding.Reason);
        _strings.Write(_rows, finding.Remediation);
        _rows.WriteNumberValue(finding.RemediationIsCommand ? 1 : 0);
        _rows.WriteNumberValue(_configurations.Number(finding.Configuration));
        _strings.Write(_rows, ReportTool.Time(finding.CollectedAt));
        Texts(finding.Evidence.SelectMany(one => new[] { one.Path, one.Value }));
        Texts(finding.Opens.SelectMany(one => new[] { one.From, one.Through, one.To, one.Ports }));
        Texts(finding.Suppression is { } kept ? [kept.Reason, kept.Owner, ReportTool.Day(kept.Expires)] : []);
        _rows.WriteEndArray();
    }

    private void Texts(IEnumerable<string?> texts)
    {
        _rows.WriteStartArray();
        foreach (var text in texts)
        {
            _strings.Write(_rows, text);
        }

        _rows.WriteEndArray();
    }

    private void EndChunk()
    {
        _rows.WriteEndArray();
        _rows.Flush();
        Element("class=\"rows\"", _waiting.WrittenSpan);
        _waiting.ResetWrittenCount();
        _configurations.Flush((first, json) => Element(string.Create(CultureInfo.InvariantCulture, $"class=\"configurations\" data-first=\"{first}\""), json.Span));
    }

    private void Element(string attributes, ReadOnlySpan<byte> json)
    {
        Text($"<script type=\"application/json\" {attributes}>");
        _stream.Write(json);
        Text("</script>\n");
    }

    private void Text(string text) => _stream.Write(Encoding.UTF8.GetBytes(text));
}
