using System.Text.Json;

namespace AwsHardening.Core.Reporting.Reports;

/// <summary>A report that is one JSON text: it goes out as it grows.</summary>
/// <param name="stream">Where to; left open.</param>
internal abstract class JsonArrayReport(Stream stream) : IReportWriter
{
    // Bytes that may wait in memory.
    private const int Waiting = 1 << 16;

    private bool _begun;

    protected Utf8JsonWriter Json { get; } = new(stream, new JsonWriterOptions { Indented = true });

    public void Add(HardeningFinding finding)
    {
        BeginOnce();
        Write(finding);
        if (Json.BytesPending > Waiting)
        {
            Json.Flush();
        }
    }

    public void Complete(ReportTally tally)
    {
        BeginOnce();
        End(tally);
        Json.Flush();
        stream.WriteByte((byte)'\n');
    }

    public void Dispose() => Json.Dispose();

    /// <summary>Writes what comes before the first finding.</summary>
    protected virtual void Begin() => Json.WriteStartArray();

    protected abstract void Write(HardeningFinding finding);

    /// <summary>Writes what comes after the last.</summary>
    protected virtual void End(ReportTally tally) => Json.WriteEndArray();

    protected void Texts(string name, IEnumerable<string> texts)
    {
        Json.WriteStartArray(name);
        foreach (var text in texts)
        {
            Json.WriteStringValue(text);
        }

        Json.WriteEndArray();
    }

    private void BeginOnce()
    {
        if (!_begun)
        {
            _begun = true;
            Begin();
        }
    }
}
