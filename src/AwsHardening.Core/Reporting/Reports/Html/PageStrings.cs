using System.Text.Json;

namespace AwsHardening.Core.Reporting.Reports.Html;

/// <summary>Texts that stand in a page once, and are named by their number. It takes no more than so many: later ones stand where they are used.</summary>
internal sealed class PageStrings
{
    // Enough for the ids of a large account; beyond it memory would grow with the findings.
    private const int Most = 1 << 16;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];

    public void Write(Utf8JsonWriter json, string? text)
    {
        if (text is null)
        {
            json.WriteNullValue();
        }
        else if (_numbers.TryGetValue(text, out var number))
        {
            json.WriteNumberValue(number);
        }
        else if (_texts.Count < Most)
        {
            json.WriteNumberValue(_numbers[text] = _texts.Count);
            _texts.Add(text);
        }
        else
        {
            json.WriteStringValue(text);
        }
    }

    public void WriteAll(Utf8JsonWriter json)
    {
        json.WriteStartArray("strings");
        foreach (var text in _texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
